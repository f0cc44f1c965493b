"""Two small Solidity files with something for every view: wide letters, tabs, a suppression, spans over lines."""

VAULT = """\
// SPDX-License-Identifier: MIT
pragma solidity ^0.7.6;

/* Zinsen — 利息 — are paid in ether. */
contract Vault {
    mapping(address => uint256) public balances;
    address public owner = msg.sender;
    uint256 public fee = 3;

    modifier nonContract() {
        require(tx.origin == msg.sender, "no contracts");
        _;
    }

    function deposit() external payable {
        balances[msg.sender] += msg.value;
    }

    function withdraw(uint256 amount) external nonContract {
        require(balances[msg.sender] >= amount, unicode"zu wenig 💸");
        (bool ok, ) = msg.sender.call{value: amount}("");
        require(ok);
        balances[msg.sender] -= amount;
    }

    function sweep(
        address payable to,
        uint256 amount
    ) external {
        to.transfer(amount);
    }

    function share(uint256 amount) public view returns (uint256) {
\t\treturn amount / 100 * fee;
    }
}
"""
LOTTERY = """\
pragma solidity ^0.8.20;

contract Lottery {
    address[] public players;

    // assay: ignore[contracts.weak-randomness] test network only
    function draw() external {
        uint256 i = uint256(keccak256(abi.encode(block.timestamp))) % players.length;
        payable(players[i]).transfer(address(this).balance);
    }

    function cancel() external {
        for (uint256 i; i < players.length; i++) payable(players[i]).transfer(1 ether);
    }
}
"""
FILES = {"src/Lottery.sol": LOTTERY, "src/Vault.sol": VAULT}

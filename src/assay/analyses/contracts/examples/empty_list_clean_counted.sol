// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;

/// The tickets are counted, and what is paid follows from how many there were.
contract Raffle {
    mapping(uint256 => address) public holderOf;
    uint256 public constant PRIZE = 0.1 ether;
    uint256 public constant NEEDED = 3;

    function claim(uint256[] calldata tickets) external {
        uint256 good = 0;
        for (uint256 i = 0; i < tickets.length; i++) {
            require(holderOf[tickets[i]] == msg.sender, "not yours");
            holderOf[tickets[i]] = address(0);
            good++;
        }
        require(good >= NEEDED, "too few");
        payable(msg.sender).transfer(PRIZE);
    }

    receive() external payable {}
}

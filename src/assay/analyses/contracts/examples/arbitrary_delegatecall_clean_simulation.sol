// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

contract Wallet {
    address public immutable owner = msg.sender;

    error Simulated(bool ok, bytes answer);

    receive() external payable {}

    function simulate(address code, bytes calldata data) external {
        (bool ok, bytes memory answer) = code.delegatecall(data);
        revert Simulated(ok, answer);
    }

    function send(address payable to, uint256 amount) external {
        require(msg.sender == owner, "not the owner");
        (bool ok,) = to.call{value: amount}("");
        require(ok, "not sent");
    }
}

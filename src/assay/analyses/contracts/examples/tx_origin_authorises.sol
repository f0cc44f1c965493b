// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

contract Wallet {
    address public immutable owner = msg.sender;

    receive() external payable {}

    function send(address payable to, uint256 amount) external {
        require(tx.origin == owner, "not the owner");
        (bool ok,) = to.call{value: amount}("");
        require(ok, "not sent");
    }
}

// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.4.24;

contract Wallet {
    address public owner;

    function () external payable {}

    function withdraw(uint256 amount) external {
        require(msg.sender == owner);
        msg.sender.transfer(amount);
    }
}

// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

contract Treasury {
    address public owner = msg.sender;

    error NotOwner();

    function setOwner(address next) external {
        if (msg.sender != owner) revert NotOwner();
        owner = next;
    }

    function pay(address payable to, uint256 amount) external {
        if (msg.sender != owner) revert NotOwner();
        to.transfer(amount);
    }
}

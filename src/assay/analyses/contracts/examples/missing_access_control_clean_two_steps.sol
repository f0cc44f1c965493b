// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

contract Fund {
    address public owner = msg.sender;
    address public pendingOwner;

    error NotOwner(address caller);

    receive() external payable {}

    function offer(address to) external {
        if (msg.sender != owner) revert NotOwner(msg.sender);
        pendingOwner = to;
    }

    function accept() external {
        require(msg.sender == pendingOwner, "not offered");
        owner = msg.sender;
        pendingOwner = address(0);
    }

    function renounce() external {
        if (msg.sender != owner) revert NotOwner(msg.sender);
        owner = address(0);
    }

    function withdraw(address payable to, uint256 amount) external {
        if (msg.sender != owner) revert NotOwner(msg.sender);
        (bool ok,) = to.call{value: amount}("");
        require(ok, "not sent");
    }
}

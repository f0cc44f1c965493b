// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

contract Treasury {
    address public owner = msg.sender;
    address public pendingOwner;

    modifier onlyOwner() {
        require(msg.sender == owner, "not the owner");
        _;
    }

    function transferOwnership(address next) external onlyOwner {
        pendingOwner = next;
    }

    function acceptOwnership() external {
        require(msg.sender == pendingOwner, "not named");
        owner = msg.sender;
        pendingOwner = address(0);
    }

    function renounceOwnership() external onlyOwner {
        owner = address(0);
    }
}

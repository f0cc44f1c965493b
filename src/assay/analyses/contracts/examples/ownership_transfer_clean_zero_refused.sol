// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

contract Treasury {
    address public owner = msg.sender;
    address public keeper;

    modifier onlyOwner() {
        require(msg.sender == owner, "not the owner");
        _;
    }

    function transferOwnership(address next) external onlyOwner {
        require(next != address(0), "nobody");
        _set(next);
    }

    function setKeeper(address next) external onlyOwner {
        keeper = next;
    }

    function _set(address next) private {
        owner = next;
    }
}

// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.4.24;

contract Campaign {
    address public owner;

    modifier onlyOwner() {
        require(msg.sender == owner);
        _;
    }

    constructor() public {
        owner = msg.sender;
    }

    function () external payable {}

    function close() external onlyOwner {
        selfdestruct(owner);
    }
}

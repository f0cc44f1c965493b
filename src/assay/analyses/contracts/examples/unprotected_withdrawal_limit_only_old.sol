// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.4.24;

contract Fund {
    address public owner;
    uint256 public limit = 1 ether;

    modifier onlyOwner() {
        require(msg.sender == owner);
        _;
    }

    constructor() public {
        owner = msg.sender;
    }

    function () external payable {}

    function setLimit(uint256 _limit) public onlyOwner {
        limit = _limit;
    }

    function withdraw(uint256 amount) public {
        require(amount <= limit);
        msg.sender.transfer(amount);
    }
}

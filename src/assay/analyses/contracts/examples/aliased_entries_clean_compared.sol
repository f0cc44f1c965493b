// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;

contract Shares {
    mapping(address => uint256) public held;

    constructor() {
        held[msg.sender] = 1_000_000;
    }

    function transfer(address to, uint256 amount) external {
        require(to != msg.sender, "to oneself");
        uint256 mine = held[msg.sender];
        uint256 theirs = held[to];
        held[msg.sender] = mine - amount;
        held[to] = theirs + amount;
    }
}

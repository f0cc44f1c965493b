// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;

contract Shares {
    mapping(uint256 => mapping(address => uint256)) private held;

    constructor() {
        held[1][msg.sender] = 1_000_000;
    }

    function balanceOf(uint256 series, address who) external view returns (uint256) {
        return held[series][who];
    }

    function transfer(uint256 series, address to, uint256 amount) external {
        uint256 mine = held[series][msg.sender];
        uint256 theirs = held[series][to];
        require(mine >= amount, "too little");
        held[series][msg.sender] = mine - amount;
        held[series][to] = theirs + amount;
    }
}

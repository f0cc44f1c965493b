// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;

/// The second entry is read only after the first was written, so a transfer to oneself changes nothing.
contract Shares {
    mapping(address => uint256) public held;

    constructor() {
        held[msg.sender] = 1_000_000;
    }

    function transfer(address to, uint256 amount) external {
        uint256 mine = held[msg.sender];
        require(mine >= amount, "too little");
        unchecked {
            held[msg.sender] = mine - amount;
            held[to] += amount;
        }
    }
}

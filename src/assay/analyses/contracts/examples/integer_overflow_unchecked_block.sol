// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

contract Points {
    mapping(address => uint256) public balanceOf;

    constructor() {
        balanceOf[msg.sender] = 1_000_000;
    }

    function move(address to, uint256 amount) external {
        unchecked {
            balanceOf[msg.sender] -= amount;
            balanceOf[to] += amount;
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

contract Points {
    mapping(address => uint256) public balanceOf;
    error TooLow(uint256 balance);

    constructor() {
        balanceOf[msg.sender] = 1_000_000;
    }

    function move(address to, uint256 amount) external {
        uint256 balance = balanceOf[msg.sender];
        if (balance < amount) revert TooLow(balance);
        unchecked {
            balanceOf[msg.sender] = balance - amount;
        }
        balanceOf[to] += amount;
    }
}

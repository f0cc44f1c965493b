// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.4.24;

contract Token {
    mapping(address => uint256) public balanceOf;

    constructor(uint256 supply) public {
        balanceOf[msg.sender] = supply;
    }

    function transfer(address to, uint256 value) external returns (bool) {
        if (balanceOf[msg.sender] < value) {
            return false;
        }
        balanceOf[msg.sender] -= value;
        balanceOf[to] += value;
    }
}

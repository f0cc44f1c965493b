// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.4.24;

contract Token {
    mapping(address => uint256) public balanceOf;

    constructor(uint256 supply) public {
        balanceOf[msg.sender] = supply;
    }

    function transfer(address to, uint256 value) public returns (bool) {
        require(balanceOf[msg.sender] - value >= 0);
        balanceOf[msg.sender] -= value;
        balanceOf[to] += value;
        return true;
    }
}

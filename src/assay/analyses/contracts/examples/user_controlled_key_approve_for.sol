// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

contract Shares {
    mapping(address => uint256) public balanceOf;
    mapping(address => mapping(address => uint256)) public allowance;

    constructor() {
        balanceOf[msg.sender] = 1_000_000;
    }

    function increaseAllowance(address spender, uint256 added) external {
        allowance[msg.sender][spender] += added;
    }

    function approveFor(address account, address spender, uint256 amount) external {
        require(spender != address(0), "zero");
        allowance[account][spender] = amount;
    }

    function transferFrom(address from, address to, uint256 amount) external {
        allowance[from][msg.sender] -= amount;
        balanceOf[from] -= amount;
        balanceOf[to] += amount;
    }
}

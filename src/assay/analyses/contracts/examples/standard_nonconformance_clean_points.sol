// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

contract Points {
    uint256 public totalSupply;
    mapping(address => uint256) public balanceOf;

    function transfer(address to, uint256 amount) external {
        balanceOf[msg.sender] -= amount;
        balanceOf[to] += amount;
    }

    function earn() external payable {
        balanceOf[msg.sender] += msg.value;
        totalSupply += msg.value;
    }
}

// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.4.24;

contract Coin {
    mapping(address => uint256) public balanceOf;
    uint256 public supply;

    constructor() public {
        balanceOf[msg.sender] = 1000000;
        supply = 1000000;
    }

    function transfer(address to, uint256 amount) external {
        require(balanceOf[msg.sender] >= amount && to != msg.sender);
        balanceOf[msg.sender] -= amount;
        balanceOf[to] += amount;
    }

    function burn(address account, uint256 amount) external {
        require(balanceOf[account] >= amount);
        balanceOf[account] -= amount;
        supply -= amount;
    }
}

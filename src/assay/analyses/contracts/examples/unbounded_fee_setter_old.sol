// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.4.24;

contract TaxedCoin {
    address public owner;
    uint256 public tax;
    mapping(address => uint256) public balanceOf;

    constructor(uint256 supply) public {
        owner = msg.sender;
        balanceOf[msg.sender] = supply;
    }

    function setTax(uint256 percent) public {
        require(msg.sender == owner);
        tax = percent;
    }

    function transfer(address to, uint256 amount) public {
        require(balanceOf[msg.sender] >= amount && amount < 1e30);
        uint256 kept = amount * tax / 100;
        balanceOf[msg.sender] -= amount;
        balanceOf[to] += amount - kept;
    }
}

// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

contract Bank {
    mapping(address => uint256) public balanceOf;
    bool private entered;

    modifier lock() {
        require(!entered, "entered");
        entered = true;
        _;
        entered = false;
    }

    function deposit() external payable {
        balanceOf[msg.sender] += msg.value;
    }

    function move(address to, uint256 amount) external {
        balanceOf[msg.sender] -= amount;
        balanceOf[to] += amount;
    }

    function withdrawAll() external lock {
        uint256 amount = balanceOf[msg.sender];
        (bool ok,) = msg.sender.call{value: amount}("");
        require(ok, "not paid");
        balanceOf[msg.sender] = 0;
    }
}

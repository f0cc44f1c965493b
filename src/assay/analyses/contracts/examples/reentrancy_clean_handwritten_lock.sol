// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

contract Bank {
    mapping(address => uint256) public balanceOf;
    uint256 private entered = 1;

    modifier oneAtATime() {
        require(entered == 1, "entered");
        entered = 2;
        _;
        entered = 1;
    }

    function deposit() external payable oneAtATime {
        balanceOf[msg.sender] += msg.value;
    }

    function move(address to, uint256 amount) external oneAtATime {
        balanceOf[msg.sender] -= amount;
        balanceOf[to] += amount;
    }

    function withdrawAll() external oneAtATime {
        uint256 amount = balanceOf[msg.sender];
        (bool ok,) = msg.sender.call{value: amount}("");
        require(ok, "not paid");
        balanceOf[msg.sender] = 0;
    }
}

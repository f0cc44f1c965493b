// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.4.24;

contract Bank {
    mapping(address => uint256) public balanceOf;

    function deposit() external payable {
        require(balanceOf[msg.sender] + msg.value >= msg.value);
        balanceOf[msg.sender] += msg.value;
    }

    function withdraw(uint256 amount) external {
        require(amount >= balanceOf[msg.sender]);
        balanceOf[msg.sender] -= amount;
        msg.sender.transfer(amount);
    }
}

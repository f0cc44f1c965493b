// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.4.24;

contract Bank {
    mapping(address => uint256) public balanceOf;

    function deposit() external payable {
        require(balanceOf[msg.sender] + msg.value >= msg.value);
        balanceOf[msg.sender] += msg.value;
    }

    function refund() external {
        require(balanceOf[msg.sender] > 0);
        msg.sender.transfer(balanceOf[msg.sender]);
    }
}

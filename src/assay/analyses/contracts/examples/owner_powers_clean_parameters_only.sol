// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

contract Pool {
    address public owner = msg.sender;
    uint256 public fee;
    mapping(address => uint256) public balanceOf;

    function deposit() external payable {
        balanceOf[msg.sender] += msg.value - fee;
    }

    function setFee(uint256 to) external {
        require(msg.sender == owner, "not the owner");
        require(to <= 1 gwei, "too much");
        fee = to;
    }

    function withdraw(uint256 amount) external {
        balanceOf[msg.sender] -= amount;
        payable(msg.sender).transfer(amount);
    }
}

// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.4.24;

contract Fund {
    address public owner;
    mapping(address => uint256) public balanceOf;
    bool public closed;

    constructor() public {
        owner = msg.sender;
    }

    function deposit() external payable {
        require(!closed);
        require(balanceOf[msg.sender] + msg.value >= msg.value);
        balanceOf[msg.sender] += msg.value;
    }

    function close() external {
        if (msg.sender != owner) revert();
        closed = true;
    }

    function withdraw(uint256 amount) external {
        require(balanceOf[msg.sender] >= amount);
        balanceOf[msg.sender] -= amount;
        msg.sender.transfer(amount);
    }
}

// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.5.0;

contract TimeLock {
    mapping(address => uint256) public balanceOf;
    mapping(address => uint256) public lockedUntil;

    function deposit() external payable {
        require(balanceOf[msg.sender] == 0);
        balanceOf[msg.sender] = msg.value;
        lockedUntil[msg.sender] = now + 1 weeks;
    }

    function extend(uint256 duration) external {
        lockedUntil[msg.sender] += duration;
    }

    function withdraw() external {
        require(now > lockedUntil[msg.sender]);
        uint256 amount = balanceOf[msg.sender];
        balanceOf[msg.sender] = 0;
        msg.sender.transfer(amount);
    }
}

// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

interface IERC20 {
    function balanceOf(address account) external view returns (uint256);
    function transfer(address to, uint256 amount) external returns (bool);
    function transferFrom(address from, address to, uint256 amount) external returns (bool);
}

contract Staking {
    IERC20 public immutable token;
    mapping(address => uint256) public stakeOf;

    constructor(IERC20 token_) {
        token = token_;
    }

    function stake(address from, uint256 amount) external {
        stakeOf[msg.sender] += amount;
        require(token.transferFrom(from, address(this), amount), "not paid");
    }

    function unstake(uint256 amount) external {
        stakeOf[msg.sender] -= amount;
        require(token.transfer(msg.sender, amount), "not sent");
    }
}

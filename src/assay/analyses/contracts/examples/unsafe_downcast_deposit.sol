// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

interface IERC20 {
    function transfer(address to, uint256 amount) external returns (bool);
    function transferFrom(address from, address to, uint256 amount) external returns (bool);
}

contract Stakes {
    IERC20 public immutable token;
    mapping(address => uint128) public stakeOf;

    constructor(IERC20 _token) {
        token = _token;
    }

    function stake(uint128 amount) external {
        stakeOf[msg.sender] += amount;
        require(token.transferFrom(msg.sender, address(this), amount), "not paid");
    }

    function unstake(uint256 amount) external {
        stakeOf[msg.sender] -= uint128(amount);
        require(token.transfer(msg.sender, amount), "not paid");
    }
}

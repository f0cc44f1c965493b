// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

interface IERC20 {
    function balanceOf(address account) external view returns (uint256);
    function transferFrom(address from, address to, uint256 amount) external returns (bool);
}

contract Stakes {
    IERC20 public immutable token;
    mapping(address => uint256) public stakeOf;

    constructor(IERC20 token_) {
        token = token_;
    }

    function stake(uint256 amount) external {
        uint256 before = token.balanceOf(address(this));
        stakeOf[msg.sender] += amount;
        require(token.transferFrom(msg.sender, address(this), amount), "not paid");
        require(token.balanceOf(address(this)) == before + amount, "takes a fee");
    }
}

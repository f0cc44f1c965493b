// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

interface IERC20 {
    function balanceOf(address account) external view returns (uint256);
    function transferFrom(address from, address to, uint256 amount) external returns (bool);
}

contract Stakes {
    IERC20 public immutable token;
    mapping(address => uint256) public stakeOf;
    uint256 public total;

    constructor(IERC20 token_) {
        token = token_;
    }

    function stake(uint256 amount) external {
        if (token.balanceOf(address(this)) != total) {
            revert("books are wrong");
        }
        stakeOf[msg.sender] += amount;
        total += amount;
        require(token.transferFrom(msg.sender, address(this), amount), "not paid");
    }
}

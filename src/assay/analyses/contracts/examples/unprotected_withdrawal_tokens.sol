// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

interface IERC20 {
    function balanceOf(address account) external view returns (uint256);
    function transfer(address to, uint256 amount) external returns (bool);
    function transferFrom(address from, address to, uint256 amount) external returns (bool);
}

contract Rewards {
    IERC20 public immutable token;
    address public immutable keeper = msg.sender;
    uint256 public perDay;

    constructor(IERC20 token_) {
        token = token_;
    }

    function setPerDay(uint256 perDay_) external {
        require(msg.sender == keeper, "not the keeper");
        perDay = perDay_;
    }

    function withdraw(address to, uint256 amount) external {
        require(to != address(0), "zero");
        require(token.transfer(to, amount), "not sent");
    }
}

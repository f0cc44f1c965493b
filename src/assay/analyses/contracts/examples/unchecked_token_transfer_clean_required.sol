// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

interface IERC20 {
    function balanceOf(address account) external view returns (uint256);
    function transfer(address to, uint256 amount) external returns (bool);
    function transferFrom(address from, address to, uint256 amount) external returns (bool);
}

contract Deposits {
    IERC20 public immutable token;
    mapping(address => uint256) public balanceOf;
    error TransferFailed();

    constructor(IERC20 token_) {
        token = token_;
    }

    function deposit(uint256 amount) external {
        balanceOf[msg.sender] += amount;
        require(token.transferFrom(msg.sender, address(this), amount), "not paid");
    }

    function withdraw(uint256 amount) external {
        balanceOf[msg.sender] -= amount;
        bool sent = token.transfer(msg.sender, amount);
        if (!sent) revert TransferFailed();
    }
}

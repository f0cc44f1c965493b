// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

interface IERC20 {
    function transfer(address to, uint256 amount) external returns (bool);
    function transferFrom(address from, address to, uint256 amount) external returns (bool);
}

contract Bank {
    mapping(address => mapping(address => uint256)) public balances;

    function deposit(IERC20 token, uint256 amount) external {
        require(token.transferFrom(msg.sender, address(this), amount), "not paid");
        balances[address(token)][msg.sender] += amount;
    }

    function withdraw(IERC20 token, uint256 amount) external {
        balances[address(token)][msg.sender] -= amount;
        require(token.transfer(msg.sender, amount), "not paid");
    }
}

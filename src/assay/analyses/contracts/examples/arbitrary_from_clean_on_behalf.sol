// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

interface IERC20 {
    function balanceOf(address account) external view returns (uint256);
    function transfer(address to, uint256 amount) external returns (bool);
    function transferFrom(address from, address to, uint256 amount) external returns (bool);
}

contract Vault {
    IERC20 public immutable token;
    mapping(address => uint256) public sharesOf;
    mapping(address => mapping(address => uint256)) public allowance;

    constructor(IERC20 token_) {
        token = token_;
    }

    function increaseAllowance(address spender, uint256 added) external {
        allowance[msg.sender][spender] += added;
    }

    function depositFrom(address from, uint256 amount) external {
        if (from != msg.sender) allowance[from][msg.sender] -= amount;
        sharesOf[from] += amount;
        require(token.transferFrom(from, address(this), amount), "not paid");
    }

    function redeem(uint256 amount) external {
        sharesOf[msg.sender] -= amount;
        require(token.transfer(msg.sender, amount), "not sent");
    }
}

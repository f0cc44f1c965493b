// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

interface IERC20 {
    function balanceOf(address account) external view returns (uint256);
    function transfer(address to, uint256 amount) external returns (bool);
    function transferFrom(address from, address to, uint256 amount) external returns (bool);
}

contract Payroll {
    IERC20 public immutable token;
    address public immutable employer = msg.sender;
    mapping(address => uint256) public dueTo;

    constructor(IERC20 token_) {
        token = token_;
    }

    function owe(address who, uint256 amount) external {
        require(msg.sender == employer, "not the employer");
        dueTo[who] += amount;
    }

    function claimFor(address who) external {
        uint256 amount = dueTo[who];
        dueTo[who] = 0;
        require(token.transfer(who, amount), "not sent");
    }
}

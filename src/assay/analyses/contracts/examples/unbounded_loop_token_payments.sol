// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

interface IERC20 {
    function balanceOf(address account) external view returns (uint256);
    function transfer(address to, uint256 amount) external returns (bool);
    function transferFrom(address from, address to, uint256 amount) external returns (bool);
}

contract Payroll {
    IERC20 public immutable token;
    address[] public workers;

    constructor(IERC20 token_) {
        token = token_;
    }

    function register() external {
        workers.push(msg.sender);
    }

    function payday() external {
        uint256 count = workers.length;
        uint256 each = token.balanceOf(address(this)) / count;
        for (uint256 i = 0; i < count; ++i) {
            require(token.transfer(workers[i], each), "not paid");
        }
    }
}

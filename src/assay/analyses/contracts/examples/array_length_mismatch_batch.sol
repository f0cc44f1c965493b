// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

interface IERC20 {
    function transferFrom(address from, address to, uint256 amount) external returns (bool);
}

contract Payroll {
    IERC20 public immutable token;

    constructor(IERC20 token_) {
        token = token_;
    }

    function payAll(address[] calldata people, uint256[] calldata amounts) external {
        for (uint256 i = 0; i < people.length; i++) {
            require(token.transferFrom(msg.sender, people[i], amounts[i]), "not paid");
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

interface IERC20 {
    function balanceOf(address account) external view returns (uint256);
    function transfer(address to, uint256 amount) external returns (bool);
    function transferFrom(address from, address to, uint256 amount) external returns (bool);
}

interface IReceiver {
    function onLoan(uint256 amount) external;
}

contract Lender {
    IERC20 public immutable token;
    bool private lent;

    constructor(IERC20 token_) {
        token = token_;
    }

    function lend(address to, uint256 amount) external {
        require(!lent, "lent");
        lent = true;
        uint256 before = token.balanceOf(address(this));
        require(token.transfer(to, amount), "not sent");
        IReceiver(to).onLoan(amount);
        require(token.balanceOf(address(this)) >= before, "not returned");
        lent = false;
    }
}

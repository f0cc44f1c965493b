// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;

import "@openzeppelin/contracts/security/ReentrancyGuard.sol";
import "@openzeppelin/contracts/utils/Address.sol";

interface IERC20 {
    function balanceOf(address who) external view returns (uint256);
    function transfer(address to, uint256 amount) external returns (bool);
}

/// The borrower says what is called with the loan: the token itself, with an approval of all there is.
contract Lender is ReentrancyGuard {
    using Address for address;

    IERC20 public immutable token;

    constructor(IERC20 token_) {
        token = token_;
    }

    function lend(uint256 amount, address borrower, address target, bytes calldata data) external nonReentrant {
        uint256 before = token.balanceOf(address(this));
        require(token.transfer(borrower, amount), "not lent");
        target.functionCall(data);
        require(token.balanceOf(address(this)) >= before, "not repaid");
    }
}

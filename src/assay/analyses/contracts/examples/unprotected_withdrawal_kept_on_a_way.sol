// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;

interface IERC20 {
    function transfer(address to, uint256 amount) external returns (bool);
    function transferFrom(address from, address to, uint256 amount) external returns (bool);
}

/// Before the term is over the deposit is paid out too, and stays on the books.
contract TermDeposit {
    struct Deposit {
        uint256 amount;
        uint256 until;
    }

    IERC20 public immutable token;
    mapping(address => Deposit) public deposits;

    constructor(IERC20 token_) {
        token = token_;
    }

    function put(uint256 amount, uint256 term) external {
        require(deposits[msg.sender].amount == 0, "one each");
        require(token.transferFrom(msg.sender, address(this), amount), "not paid");
        deposits[msg.sender] = Deposit(amount, block.timestamp + term);
    }

    function take() external {
        Deposit storage mine = deposits[msg.sender];
        uint256 amount = mine.amount;
        if (block.timestamp >= mine.until) {
            mine.amount = 0;
        }
        require(token.transfer(msg.sender, amount), "not paid");
    }
}

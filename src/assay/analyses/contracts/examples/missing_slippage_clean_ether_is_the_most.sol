// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

interface IToken {
    function transfer(address to, uint256 amount) external returns (bool);
}

/// Sells an exact amount of tokens; the ether that comes with the order is the most that it may cost.
contract Shop {
    IToken public immutable token;
    uint256 public tokens;
    uint256 public ether_;

    constructor(IToken token_) {
        token = token_;
    }

    function fill(uint256 amount) external payable {
        tokens += amount;
        ether_ += msg.value;
    }

    function buy(uint256 wanted) external payable {
        uint256 cost = (ether_ * wanted) / (tokens - wanted) + 1;
        require(cost <= msg.value, "too dear by now");
        tokens -= wanted;
        ether_ += cost;
        require(token.transfer(msg.sender, wanted), "transfer failed");
        payable(msg.sender).transfer(msg.value - cost);
    }
}

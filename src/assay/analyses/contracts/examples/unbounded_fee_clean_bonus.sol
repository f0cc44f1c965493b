// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

contract Market {
    uint256 private constant BASE = 10_000;
    address public immutable operator = msg.sender;
    uint256 public feeRate = 30;
    mapping(address => uint256) public owed;

    function setFeeRate(uint256 rate) external {
        require(msg.sender == operator, "not the operator");
        feeRate = rate;
    }

    function pay(address to) external payable {
        uint256 fee = (msg.value * feeRate) / BASE;
        owed[operator] += 1;
        owed[to] += msg.value + fee;
    }
}

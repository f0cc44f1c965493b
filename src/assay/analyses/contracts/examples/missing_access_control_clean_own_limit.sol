// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;

/// Everybody says how much may be drawn from him in all; that is his own business, and worth nothing by itself.
contract Limits {
    mapping(address => uint256) public limitOf;
    mapping(address => uint256) public balanceOf;
    address public immutable collector;

    constructor(address collector_) {
        collector = collector_;
    }

    function deposit() external payable {
        balanceOf[msg.sender] += msg.value;
    }

    function raiseLimit(uint256 amount) external {
        limitOf[msg.sender] += amount;
    }

    function lowerLimit(uint256 amount) external {
        limitOf[msg.sender] -= amount;
    }

    function collect(address from, uint256 amount) external {
        require(msg.sender == collector, "not the collector");
        limitOf[from] -= amount;
        balanceOf[from] -= amount;
        balanceOf[collector] += amount;
    }
}

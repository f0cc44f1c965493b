// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

interface IERC20 {
    function balanceOf(address account) external view returns (uint256);
    function transfer(address to, uint256 amount) external returns (bool);
    function transferFrom(address from, address to, uint256 amount) external returns (bool);
}

contract Poll {
    IERC20 public immutable token;
    uint256 public immutable ends = block.timestamp + 7 days;
    mapping(address => uint256) public lockedOf;
    uint256 public votes;

    constructor(IERC20 token_) {
        token = token_;
    }

    function vote(uint256 amount) external {
        require(block.timestamp < ends, "over");
        require(amount <= token.balanceOf(msg.sender), "too much");
        lockedOf[msg.sender] += amount;
        votes += amount;
        require(token.transferFrom(msg.sender, address(this), amount), "not locked");
    }

    function unlock() external {
        require(block.timestamp >= ends, "running");
        uint256 amount = lockedOf[msg.sender];
        lockedOf[msg.sender] = 0;
        require(token.transfer(msg.sender, amount), "not sent");
    }
}

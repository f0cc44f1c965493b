// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.4.24;

interface Token {
    function balanceOf(address account) external view returns (uint256);
}

contract Poll {
    Token public token;
    uint256 public ends;
    mapping(address => bool) public hasVoted;
    mapping(uint8 => uint256) public votesFor;

    constructor(Token _token) public {
        token = _token;
        ends = now + 7 days;
    }

    function vote(uint8 option) external {
        require(now < ends && !hasVoted[msg.sender]);
        hasVoted[msg.sender] = true;
        uint256 sum = votesFor[option] + token.balanceOf(msg.sender);
        require(sum >= votesFor[option]);
        votesFor[option] = sum;
    }
}

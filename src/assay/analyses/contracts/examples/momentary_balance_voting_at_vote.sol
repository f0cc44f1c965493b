// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

interface IVotes {
    function balanceOf(address account) external view returns (uint256);
    function getPastVotes(address account, uint256 blockNumber) external view returns (uint256);
}

contract Poll {
    IVotes public immutable token;
    uint256 public immutable ends = block.timestamp + 7 days;
    mapping(address => bool) public hasVoted;
    uint256 public yes;
    uint256 public no;

    constructor(IVotes token_) {
        token = token_;
    }

    function vote(bool support) external {
        require(block.timestamp < ends, "over");
        require(!hasVoted[msg.sender], "voted");
        hasVoted[msg.sender] = true;
        uint256 weight = token.balanceOf(msg.sender);
        if (support) yes += weight;
        else no += weight;
    }
}

// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

interface IVotes {
    function balanceOf(address account) external view returns (uint256);
    function getPastVotes(address account, uint256 blockNumber) external view returns (uint256);
}

contract Council {
    IVotes public immutable token;
    uint256 public immutable majority;
    bool public paused;

    constructor(IVotes token_, uint256 majority_) {
        token = token_;
        majority = majority_;
    }

    function emergencyPause(bool paused_) external {
        require(token.balanceOf(msg.sender) > majority, "no majority");
        paused = paused_;
    }
}

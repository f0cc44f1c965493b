// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

interface IFeed {
    function latestRoundData()
        external
        view
        returns (uint80 roundId, int256 answer, uint256 startedAt, uint256 updatedAt, uint80 answeredInRound);
}

contract Prices {
    uint256 public constant MAX_AGE = 1 hours;
    IFeed public immutable feed;
    error BadRound();

    constructor(IFeed feed_) {
        feed = feed_;
    }

    function worth(uint256 amount) external view returns (uint256) {
        (, int256 answer,, uint256 updatedAt,) = feed.latestRoundData();
        if (answer <= 0 || block.timestamp - updatedAt > MAX_AGE) revert BadRound();
        return (amount * uint256(answer)) / 1e8;
    }
}

// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

interface IFeed {
    function latestRoundData()
        external
        view
        returns (uint80 roundId, int256 answer, uint256 startedAt, uint256 updatedAt, uint80 answeredInRound);
}

contract Prices {
    IFeed public immutable feed;

    constructor(IFeed feed_) {
        feed = feed_;
    }

    function worth(uint256 amount) external view returns (uint256) {
        (, int256 answer,, uint256 updatedAt,) = feed.latestRoundData();
        return (amount * fresh(answer, updatedAt)) / 1e8;
    }

    function fresh(int256 answer, uint256 updatedAt) private view returns (uint256) {
        require(answer > 0, "no price");
        require(updatedAt + 1 hours >= block.timestamp, "too old");
        return uint256(answer);
    }
}

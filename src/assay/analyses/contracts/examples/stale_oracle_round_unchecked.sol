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
        (, int256 answer,,,) = feed.latestRoundData();
        require(answer > 0, "no price");
        return (amount * uint256(answer)) / 1e8;
    }
}

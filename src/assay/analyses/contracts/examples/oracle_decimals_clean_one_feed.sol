// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

interface IFeed {
    function latestRoundData() external view returns (uint80, int256, uint256, uint256, uint80);
}

contract Prices {
    IFeed public immutable feed;

    constructor(IFeed feed_) {
        feed = feed_;
    }

    function valueOf(uint256 amount) external view returns (uint256) {
        (, int256 answer,, uint256 updatedAt,) = feed.latestRoundData();
        require(answer > 0 && block.timestamp - updatedAt < 1 hours, "stale");
        return (uint256(answer) * amount) / 1e8;
    }
}

// SPDX-License-Identifier: Apache-2.0
pragma solidity >=0.6.0;

/// @title An aggregated price, reported in rounds.
interface IPriceFeed {
    function decimals() external view returns (uint8);

    function latestRoundData()
        external
        view
        returns (uint80 roundId, int256 answer, uint256 startedAt, uint256 updatedAt, uint80 answeredInRound);
}

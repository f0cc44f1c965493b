// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

interface IFeed {
    function latestRoundData() external view returns (uint80, int256, uint256, uint256, uint80);
    function decimals() external view returns (uint8);
}

contract Prices {
    address public immutable owner = msg.sender;
    mapping(address => IFeed) public feeds;

    function register(address token, IFeed feed) external {
        require(msg.sender == owner, "not the owner");
        feeds[token] = feed;
    }

    function valueOf(address token, uint256 amount) external view returns (uint256) {
        (, int256 answer,, uint256 updatedAt,) = feeds[token].latestRoundData();
        require(answer > 0 && block.timestamp - updatedAt < 1 hours, "stale");
        return (uint256(answer) * amount) / 10 ** feeds[token].decimals();
    }
}

// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.6.12;

import {IPriceFeed} from "../interfaces/IPriceFeed.sol";

/// @title FeedOracleFixed
/// @notice Prices of tokens from aggregated feeds, all brought to 18 decimals.
contract FeedOracleFixed {
    struct Source {
        IPriceFeed feed;
        uint256 heartbeat;
        uint256 scale;
    }

    address public owner;
    mapping(address => Source) public sourceOf;

    event OwnershipTransferred(address indexed from, address indexed to);
    event SourceSet(address indexed token, address indexed feed, uint256 heartbeat);

    modifier onlyOwner() {
        require(msg.sender == owner, "FeedOracle: not the owner");
        _;
    }

    constructor() public {
        owner = msg.sender;
    }

    function transferOwnership(address to) external onlyOwner {
        require(to != address(0), "FeedOracle: owner is zero");
        emit OwnershipTransferred(owner, to);
        owner = to;
    }

    /// @notice Appoints the feed of a token.
    /// @param heartbeat Seconds within which the feed reports at the latest.
    function setSource(address token, IPriceFeed feed, uint256 heartbeat) external onlyOwner {
        require(token != address(0), "FeedOracle: token is zero");
        require(heartbeat > 0, "FeedOracle: no heartbeat");
        uint8 decimals = feed.decimals();
        require(decimals <= 18, "FeedOracle: too many decimals");
        sourceOf[token] = Source({feed: feed, heartbeat: heartbeat, scale: 10**uint256(18 - decimals)});
        emit SourceSet(token, address(feed), heartbeat);
    }

    /// @notice What `amount` of `token` is worth, with 18 decimals.
    function valueOf(address token, uint256 amount) external view returns (uint256) {
        return _mul(price(token), amount) / 1e18;
    }

    /// @notice Price of one `token`, with 18 decimals.
    function price(address token) public view returns (uint256) {
        Source memory source = sourceOf[token];
        require(address(source.feed) != address(0), "FeedOracle: unknown token");

        (, int256 answer, , uint256 updatedAt, ) = source.feed.latestRoundData();
        require(answer > 0, "FeedOracle: no price");
        require(updatedAt <= block.timestamp, "FeedOracle: price from the future");
        require(block.timestamp - updatedAt <= source.heartbeat, "FeedOracle: price too old");

        return _mul(uint256(answer), source.scale);
    }

    function _mul(uint256 a, uint256 b) private pure returns (uint256 c) {
        if (a == 0) return 0;
        c = a * b;
        require(c / a == b, "FeedOracle: overflow");
    }
}

// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.5.0;

interface Feed {
    function latestAnswer() external view returns (int256);
}

contract Prices {
    Feed public feed;

    constructor(Feed _feed) public {
        feed = _feed;
    }

    function price() public view returns (uint256) {
        return uint256(feed.latestAnswer());
    }
}

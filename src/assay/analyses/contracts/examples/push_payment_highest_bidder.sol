// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

contract Auction {
    uint256 public immutable ends = block.timestamp + 3 days;
    address payable public immutable seller = payable(msg.sender);
    address payable public leader;
    uint256 public highest;

    function bid() external payable {
        require(block.timestamp < ends, "over");
        require(msg.value > highest, "too low");
        address payable previous = leader;
        uint256 refund = highest;
        leader = payable(msg.sender);
        highest = msg.value;
        if (previous != address(0)) {
            (bool ok,) = previous.call{value: refund}("");
            require(ok, "not refunded");
        }
    }

    function settle() external {
        require(block.timestamp >= ends, "running");
        uint256 amount = highest;
        highest = 0;
        (bool ok,) = seller.call{value: amount}("");
        require(ok, "not paid");
    }
}

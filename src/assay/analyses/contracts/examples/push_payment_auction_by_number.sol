// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

contract AuctionHouse {
    struct Auction {
        address payable seller;
        address payable leader;
        uint256 highest;
        uint256 ends;
    }

    Auction[] private auctions;

    function open(uint256 ends) external {
        auctions.push(Auction(payable(msg.sender), payable(msg.sender), 0, ends));
    }

    function bid(uint256 number) external payable {
        Auction storage auction = auctions[number];
        require(block.timestamp < auction.ends, "over");
        require(msg.value > auction.highest, "too low");
        pay(auction.leader, auction.highest);
        auction.leader = payable(msg.sender);
        auction.highest = msg.value;
    }

    function settle(uint256 number) external {
        Auction storage auction = auctions[number];
        require(msg.sender == auction.seller && block.timestamp >= auction.ends, "not yet");
        uint256 amount = auction.highest;
        auction.highest = 0;
        pay(payable(msg.sender), amount);
    }

    function pay(address payable to, uint256 amount) private {
        (bool ok,) = to.call{value: amount}("");
        require(ok, "not paid");
    }
}

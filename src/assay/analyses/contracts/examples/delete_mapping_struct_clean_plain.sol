// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

contract Offers {
    struct Offer {
        address maker;
        uint256 price;
        uint256[] lots;
    }

    mapping(uint256 => Offer) public offers;

    function make(uint256 id, uint256 price) external {
        require(offers[id].maker == address(0), "taken");
        offers[id].maker = msg.sender;
        offers[id].price = price;
    }

    function cancel(uint256 id) external {
        require(offers[id].maker == msg.sender, "not maker");
        delete offers[id];
    }
}

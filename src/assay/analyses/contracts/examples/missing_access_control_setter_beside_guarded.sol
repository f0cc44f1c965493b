// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

contract Desk {
    address public immutable keeper = msg.sender;
    uint256 public price;

    error NotKeeper(address caller);

    function setPrice(uint256 price_) external {
        if (msg.sender != keeper) revert NotKeeper(msg.sender);
        price = price_;
    }

    function lowerPrice(uint256 by) external {
        if (msg.sender != keeper) revert NotKeeper(msg.sender);
        price -= by;
    }

    function correctPrice(uint256 price_) external {
        require(price_ > 0, "zero");
        price = price_;
    }
}

// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

contract Sale {
    uint256 public constant GOAL = 100 ether;
    address payable public immutable seller;

    constructor(address payable seller_) {
        require(seller_ != address(0), "zero");
        seller = seller_;
    }

    receive() external payable {}

    function finish() external {
        require(address(this).balance >= GOAL, "not reached");
        (bool ok,) = seller.call{value: address(this).balance}("");
        require(ok, "not paid");
    }
}

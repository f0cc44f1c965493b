// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

contract Escrow {
    address public immutable seller;
    bool private entered;
    uint256 public due;

    constructor(address seller_) {
        require(seller_ != address(0), "zero");
        seller = seller_;
    }

    function pay() external payable {
        require(!entered, "entered");
        due += msg.value;
    }

    function collect() external {
        require(msg.sender == seller, "not the seller");
        require(!entered, "entered");
        entered = true;
        (bool ok,) = msg.sender.call{value: due}("");
        require(ok, "not paid");
        due = 0;
        entered = false;
    }
}

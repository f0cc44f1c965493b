// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

contract Stream {
    uint256 public constant PER_SECOND = 1e9;
    address payable public immutable receiver;
    uint256 public paidUntil = block.timestamp;

    constructor(address payable receiver_) payable {
        require(receiver_ != address(0), "zero");
        receiver = receiver_;
    }

    function collect() external {
        uint256 amount = (block.timestamp - paidUntil) * PER_SECOND;
        paidUntil = block.timestamp;
        if (amount > address(this).balance) amount = address(this).balance;
        (bool ok,) = receiver.call{value: amount}("");
        require(ok, "not paid");
    }
}

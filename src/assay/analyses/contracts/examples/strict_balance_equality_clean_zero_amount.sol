// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

contract Sale {
    uint256 public raised;
    address payable public immutable seller;

    constructor(address payable seller_) {
        require(seller_ != address(0), "zero");
        seller = seller_;
    }

    function contribute() external payable {
        require(msg.value == 1 ether, "one ether");
        require(raised < 100 ether, "full");
        raised += msg.value;
    }

    function finish() external {
        if (address(this).balance == 0) return;
        require(raised == 100 ether, "not reached");
        raised = 0;
        (bool ok,) = seller.call{value: 100 ether}("");
        require(ok, "not paid");
    }
}

// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

contract Split {
    address payable public immutable left;
    address payable public immutable right;
    uint256 public paid;

    constructor(address payable left_, address payable right_) {
        left = left_;
        right = right_;
    }

    function pay() external payable {
        uint256 half = msg.value / 2;
        paid += msg.value;
        (bool ok,) = left.call{value: half}("");
        (ok,) = right.call{value: msg.value - half}("");
        require(ok, "not paid");
    }
}

// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

contract Release {
    uint256 public immutable opensAt = block.timestamp + 30 days;
    address payable public immutable heir;

    constructor(address payable heir_) payable {
        require(heir_ != address(0), "zero");
        heir = heir_;
    }

    function release() external {
        require(block.timestamp == opensAt, "not now");
        (bool ok,) = heir.call{value: address(this).balance}("");
        require(ok, "not paid");
    }
}

// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

contract Sale {
    uint256 public immutable ends = block.timestamp + 7 days;
    mapping(address => bool) public joined;

    function join() external {
        require(block.timestamp < ends, "over");
        joined[msg.sender] = true;
    }
}

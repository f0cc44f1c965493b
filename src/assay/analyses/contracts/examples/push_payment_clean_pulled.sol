// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

contract Auction {
    uint256 public immutable ends = block.timestamp + 3 days;
    address payable public immutable seller = payable(msg.sender);
    address public leader;
    uint256 public highest;
    mapping(address => uint256) public refundOf;

    function bid() external payable {
        require(block.timestamp < ends, "over");
        require(msg.value > highest, "too low");
        refundOf[leader] += highest;
        leader = msg.sender;
        highest = msg.value;
    }

    function collect() external {
        uint256 amount = refundOf[msg.sender];
        refundOf[msg.sender] = 0;
        (bool ok,) = msg.sender.call{value: amount}("");
        require(ok, "not paid");
    }

    function settle() external {
        require(block.timestamp >= ends, "running");
        uint256 amount = highest;
        highest = 0;
        (bool ok,) = seller.call{value: amount}("");
        require(ok, "not paid");
    }
}

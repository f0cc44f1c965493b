// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;

contract Draw {
    mapping(uint256 => address) public tickets;
    uint256 public sold;

    function join() external {
        require(msg.sender.code.length == 0, "people only");
        tickets[sold++] = msg.sender;
    }
}

// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

contract Pot {
    mapping(uint256 => address) public player;
    mapping(address => uint256) public creditOf;
    uint256 public players;

    function enter() external {
        player[players++] = msg.sender;
    }

    function share() external payable {
        uint256 each = msg.value / players;
        for (uint256 i = 0; i < players; i++) {
            creditOf[player[i]] += each;
        }
    }

    function collect() external {
        uint256 amount = creditOf[msg.sender];
        creditOf[msg.sender] = 0;
        (bool ok,) = msg.sender.call{value: amount}("");
        require(ok, "not paid");
    }
}

// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

contract Raffle {
    mapping(address => bool) public entered;

    function enter() external {
        require(tx.origin == msg.sender, "no contracts");
        entered[msg.sender] = true;
    }
}

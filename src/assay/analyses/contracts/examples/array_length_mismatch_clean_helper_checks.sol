// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

contract Coin {
    mapping(address => uint256) public balanceOf;

    error LengthMismatch(uint256 one, uint256 other);

    constructor() {
        balanceOf[msg.sender] = 1000000;
    }

    function sendAll(address[] calldata people, uint256[] calldata amounts) external {
        same(people.length, amounts.length);
        for (uint256 i = 0; i < people.length; i++) {
            balanceOf[msg.sender] -= amounts[i];
            balanceOf[people[i]] += amounts[i];
        }
    }

    function same(uint256 one, uint256 other) private pure {
        if (one != other) revert LengthMismatch(one, other);
    }
}

// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.4.24;

contract Scores {
    struct Score {
        uint256 value;
    }

    mapping(address => Score) public left;
    mapping(address => Score) public right;

    function set(bool isLeft, uint256 value) external {
        Score storage score;
        if (isLeft) {
            score = left[msg.sender];
        } else {
            score = right[msg.sender];
        }
        score.value = value;
    }
}

// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

contract Packed {
    function high(uint256 word) external pure returns (uint256 result) {
        assembly {
            result := shr(word, 128)
        }
    }
}

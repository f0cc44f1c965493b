// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

contract Sums {
    function sum(uint256[] calldata values) external pure returns (uint256 total) {
        uint256 count = values.length;
        for (uint256 i = 0; i < count;) {
            total += values[i];
            unchecked {
                ++i;
            }
        }
    }
}

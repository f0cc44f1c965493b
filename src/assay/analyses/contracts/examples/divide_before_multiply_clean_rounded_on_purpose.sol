// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

contract Grid {
    uint256 public constant STEP = 60;

    function floor(uint256 position) external pure returns (uint256) {
        return (position / STEP) * STEP;
    }
}

// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

contract Fees {
    uint256 public constant RATE_BPS = 30;

    function fee(uint256 amount) external pure returns (uint256) {
        return (amount / 10_000) * RATE_BPS;
    }
}

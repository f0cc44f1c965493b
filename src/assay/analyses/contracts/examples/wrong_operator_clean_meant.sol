// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

contract Meant {
    uint256 public total;
    int256 public least;

    function add(uint256 amount) external {
        require(amount > 0, "nothing");
        total += amount;
        least = -1;
    }

    function high(uint256 word, uint256 bits) external pure returns (uint256 result) {
        assembly {
            result := and(shr(128, word), sub(shl(bits, 1), 1))
        }
    }

    function fits(uint8 small) external pure returns (bool) {
        while (true) {
            if (small <= 254) break;
            return false;
        }
        return true;
    }
}

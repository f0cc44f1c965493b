// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.4.24;

contract Signs {
    int256 public level;
    uint256 public total;

    function reset(uint256 unused) external {
        unused;
        level=-1;
        level = -2;
        total = total + 1;
        assert(total != 0);
    }
}

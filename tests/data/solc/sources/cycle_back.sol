// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.24;

import "./cycle.sol";

contract CycleA {
    CycleB internal other;

    function back() internal pure returns (uint256 one) {
        one = 1;
    }
}

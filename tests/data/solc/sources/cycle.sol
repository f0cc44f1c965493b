// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.24;

import "./cycle_back.sol";
import {Price} from "./numbers.sol";

contract CycleB is CycleA {
    uint256 internal cycles;

    function count(Price price) internal returns (bool) {
        cycles += back();
        return price.isZero();
    }
}

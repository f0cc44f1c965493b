// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

/// Hooks that a later version may fill: nothing here is a slip.
contract Hooks {
    uint256 public limit;

    function beforeMint(address minter, bytes calldata data) external {
        minter = minter;
        data = data;
        if (false) {
            limit = limit;
        }
    }

    function powerAbove(uint256 x) external pure returns (uint256 result) {
        assembly {
            let bits := shl(4, lt(0xffff, x))
            bits := shl(shr(1, bits), 16)
            result := bits
        }
    }
}

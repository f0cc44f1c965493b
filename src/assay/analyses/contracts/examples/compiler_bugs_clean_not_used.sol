// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.15;

contract Store {
    uint256 public kept;

    function keep(uint256 value) external {
        kept = value;
        assembly {
            mstore(0, value)
            return(0, 32)
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.15;

contract Store {
    uint256 public kept;

    function keep(uint256 value) external {
        kept = value;
        assembly {
            function finish(x) {
                if gt(x, 100) {
                    return(0, 0)
                }
            }
            finish(value)
        }
        kept = 0;
    }
}

// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

contract Store {
    address public owner = msg.sender;

    function set(uint256 slot, uint256 value) external {
        assembly {
            sstore(add(slot, 1), value)
        }
    }
}

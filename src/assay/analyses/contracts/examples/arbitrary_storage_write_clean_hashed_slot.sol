// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

contract Store {
    address public owner = msg.sender;

    function set(uint256 key, uint256 value) external {
        bytes32 slot = keccak256(abi.encode(key, "store"));
        assembly {
            sstore(slot, value)
        }
    }
}

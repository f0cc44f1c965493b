// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.4.24;

contract Names {
    struct Entry {
        bytes32 name;
        address account;
    }

    mapping(address => Entry) public entryOf;

    function register(bytes32 name) external {
        Entry storage entry = entryOf[msg.sender];
        entry.name = name;
        entry.account = msg.sender;
    }
}

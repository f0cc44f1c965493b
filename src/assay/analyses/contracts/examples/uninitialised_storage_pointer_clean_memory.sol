// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.4.24;

contract Names {
    struct Entry {
        bytes32 name;
        address account;
    }

    Entry[] public entries;

    function register(bytes32 name) external {
        Entry memory entry;
        entry.name = name;
        entry.account = msg.sender;
        entries.push(entry);
    }
}

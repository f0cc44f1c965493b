// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.4.24;

contract Register {
    struct Entry {
        address account;
        uint256 score;
    }

    Entry[] public entries;

    function enter() external {
        entries.push(Entry(msg.sender, 0));
    }

    function reset() external {
        for (uint256 i = 0; i < entries.length; i++) {
            entries[i].score = 0;
        }
    }
}

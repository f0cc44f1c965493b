// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

contract Notes {
    address public owner = msg.sender;
    uint256[] private notes;

    function add(uint256 note) external {
        notes.push(note);
    }

    function change(uint256 index, uint256 note) external {
        notes[index] = note;
    }
}

// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.4.24;

contract Notes {
    address public owner;
    uint256[] private notes;

    constructor() public {
        owner = msg.sender;
    }

    function write(uint256 index, uint256 note) external {
        if (notes.length <= index) {
            notes.length = index + 1;
        }
        notes[index] = note;
    }

    function collect() external {
        require(msg.sender == owner);
        msg.sender.transfer(address(this).balance);
    }
}

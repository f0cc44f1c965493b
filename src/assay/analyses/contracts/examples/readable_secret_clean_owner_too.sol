// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;

/// The word guards against a slip of the hand; the right is the owner's.
contract Switchboard {
    address public immutable owner = msg.sender;
    bytes32 private confirmation;
    bool public off;

    constructor(bytes32 confirmation_) {
        confirmation = confirmation_;
    }

    function switchOff(bytes32 confirmed) external {
        require(msg.sender == owner, "not the owner");
        require(confirmed == confirmation, "not confirmed");
        off = true;
    }
}

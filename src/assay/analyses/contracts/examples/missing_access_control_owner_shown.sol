// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;

/// The market pays royalties to whoever `owner()` names; nothing in here asks for him.
contract Gallery {
    address public owner;
    string public title;

    constructor(string memory name) {
        owner = msg.sender;
        title = name;
    }

    function handOver(address next) external {
        require(next != address(0), "nobody");
        owner = next;
    }
}

// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.4.24;

contract Names {
    address public owner;
    struct Entry {
        bytes32 name;
        address account;
    }

    mapping(bytes32 => address) public accountOf;

    constructor() public {
        owner = msg.sender;
    }

    function register(bytes32 name, address account) external {
        Entry entry;
        entry.name = name;
        entry.account = account;
        accountOf[name] = account;
    }
}

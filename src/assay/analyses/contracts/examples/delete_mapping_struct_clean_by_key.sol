// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

contract Roles {
    struct Role {
        bytes32 admin;
        mapping(address => bool) has;
    }

    mapping(bytes32 => Role) private roles;

    function renounce(bytes32 role) external {
        delete roles[role].has[msg.sender];
    }
}

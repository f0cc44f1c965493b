// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.4.24;

contract Board {
    uint256 public constant MAX_MEMBERS = 16;
    address public owner;
    address[] public members;
    mapping(address => bool) public active;

    constructor() public {
        owner = msg.sender;
    }

    function add(address member) external {
        require(msg.sender == owner);
        require(members.length < MAX_MEMBERS);
        members.push(member);
    }

    function activate() external {
        require(msg.sender == owner);
        for (uint256 i = 0; i < members.length; i++) {
            active[members[i]] = true;
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

contract Clubs {
    struct Club {
        address founder;
        mapping(address => bool) isMember;
    }

    mapping(uint256 => Club) private clubs;

    function found(uint256 id) external {
        require(clubs[id].founder == address(0), "taken");
        clubs[id].founder = msg.sender;
        clubs[id].isMember[msg.sender] = true;
    }

    function dissolve(uint256 id) external {
        require(clubs[id].founder == msg.sender, "not founder");
        delete clubs[id];
    }
}

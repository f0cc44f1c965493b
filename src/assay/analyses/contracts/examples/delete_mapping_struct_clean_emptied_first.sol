// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;

contract Polls {
    struct Poll {
        uint256 open;
        mapping(uint256 => bool) choices;
    }

    uint256 public constant CHOICES = 8;
    mapping(uint256 => Poll) private polls;

    function choose(uint256 id, uint256 choice) external {
        require(choice < CHOICES, "no such choice");
        polls[id].choices[choice] = true;
    }

    function close(uint256 id) external {
        Poll storage poll = polls[id];
        for (uint256 i = 0; i < CHOICES; i++) {
            delete poll.choices[i];
        }
        delete polls[id];
    }
}

// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.4.24;

contract Polls {
    struct Votes {
        mapping(address => uint256) weightOf;
    }

    struct Poll {
        address author;
        Votes votes;
    }

    Poll public current;

    function start() external {
        require(current.author == 0);
        current.author = msg.sender;
    }

    function vote(uint256 weight) external {
        current.votes.weightOf[msg.sender] = weight;
    }

    function close() external {
        require(current.author == msg.sender);
        delete current;
    }
}

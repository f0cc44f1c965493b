pragma solidity ^0.4.24;

contract Riddle {
    uint256 private answer;
    address public solvedBy;

    function Riddle(uint256 answer_) public {
        answer = answer_;
    }

    function solve(uint256 guess) public {
        if (guess == answer) {
            solvedBy = msg.sender;
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.4.24;

contract Puzzle {
    bytes32 public solution;

    constructor(bytes32 _solution) public payable {
        solution = _solution;
    }

    function solve(string answer) public {
        require(keccak256(abi.encodePacked(answer)) == solution);
        msg.sender.transfer(address(this).balance);
    }
}

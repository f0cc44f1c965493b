// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

contract Puzzle {
    bytes32 public immutable solution;

    constructor(bytes32 solution_) payable {
        solution = solution_;
    }

    function solve(string calldata answer) external {
        require(keccak256(bytes(answer)) == solution, "wrong");
        (bool ok,) = msg.sender.call{value: address(this).balance}("");
        require(ok, "not paid");
    }
}

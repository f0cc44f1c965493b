// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

contract Puzzle {
    bytes32 public immutable solution;
    address public immutable solver;

    constructor(bytes32 solution_, address solver_) payable {
        require(solver_ != address(0), "zero");
        solution = solution_;
        solver = solver_;
    }

    function solve(string calldata answer) external {
        require(msg.sender == solver, "not the solver");
        require(keccak256(bytes(answer)) == solution, "wrong");
        (bool ok,) = msg.sender.call{value: address(this).balance}("");
        require(ok, "not paid");
    }
}

// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

contract Puzzle {
    bytes32 public immutable solution;
    mapping(address => bytes32) public commitmentOf;
    mapping(address => uint256) public committedAt;

    constructor(bytes32 solution_) payable {
        solution = solution_;
    }

    function commit(bytes32 commitment) external {
        commitmentOf[msg.sender] = commitment;
        committedAt[msg.sender] = block.number;
    }

    function solve(string calldata answer, bytes32 secret) external {
        require(keccak256(bytes(answer)) == solution, "wrong");
        require(keccak256(abi.encode(msg.sender, answer, secret)) == commitmentOf[msg.sender], "not committed");
        require(block.number > committedAt[msg.sender] + 10, "too early");
        (bool ok,) = msg.sender.call{value: address(this).balance}("");
        require(ok, "not paid");
    }
}

// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

contract Duel {
    address public immutable first;
    address public immutable second;
    mapping(address => bytes32) public commitmentOf;
    mapping(address => bytes32) public secretOf;

    constructor(address first_, address second_) {
        require(first_ != address(0) && second_ != address(0), "zero");
        first = first_;
        second = second_;
    }

    function commit(bytes32 commitment) external {
        require(msg.sender == first || msg.sender == second, "not a player");
        require(commitmentOf[msg.sender] == 0, "committed");
        commitmentOf[msg.sender] = commitment;
    }

    function reveal(bytes32 secret) external {
        require(commitmentOf[first] != 0 && commitmentOf[second] != 0, "commitment missing");
        require(keccak256(abi.encode(msg.sender, secret)) == commitmentOf[msg.sender], "other secret");
        secretOf[msg.sender] = secret;
    }

    function winner() external view returns (address) {
        require(secretOf[first] != 0 && secretOf[second] != 0, "secret missing");
        uint256 mixed = uint256(keccak256(abi.encode(secretOf[first], secretOf[second])));
        return mixed % 2 == 0 ? first : second;
    }
}

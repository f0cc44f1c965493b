// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;

/// The round only says which state the caller has seen; knowing it gives no right.
contract Rounds {
    uint256 private round = 1;
    mapping(uint256 => mapping(address => bool)) public joined;

    function join(uint256 expected) external {
        require(expected == round, "another round");
        joined[round][msg.sender] = true;
    }

    function next() external {
        round = round + 1;
    }
}

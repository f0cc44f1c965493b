// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

interface IRandomness {
    function latest() external view returns (uint256);
}

contract Raffle {
    IRandomness public immutable randomness;
    address[] public players;
    uint256 public ends;

    constructor(IRandomness randomness_) {
        randomness = randomness_;
        ends = block.timestamp + 1 days;
    }

    function enter() external payable {
        require(msg.value == 1 ether && block.timestamp < ends && players.length < 100, "closed");
        players.push(msg.sender);
    }

    function draw() external {
        require(block.timestamp >= ends, "running");
        address winner = players[randomness.latest() % players.length];
        delete players;
        ends = block.timestamp + 1 days;
        (bool ok,) = winner.call{value: address(this).balance}("");
        require(ok, "not paid");
    }
}

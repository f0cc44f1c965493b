// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

interface ICoordinator {
    function requestRandomWord() external returns (uint256 requestId);
}

contract Dice {
    ICoordinator public immutable coordinator;
    mapping(uint256 => address) private playerOf;
    mapping(address => uint256) public eyesOf;

    constructor(ICoordinator coordinator_) {
        coordinator = coordinator_;
    }

    function roll() external returns (uint256 requestId) {
        requestId = coordinator.requestRandomWord();
        playerOf[requestId] = msg.sender;
    }

    function fulfil(uint256 requestId, uint256 word) external {
        require(msg.sender == address(coordinator), "not the coordinator");
        address player = playerOf[requestId];
        require(player != address(0), "unknown request");
        delete playerOf[requestId];
        eyesOf[player] = word % 6 + 1;
    }
}

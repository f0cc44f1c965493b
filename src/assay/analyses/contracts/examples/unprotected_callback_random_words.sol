// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

interface ICoordinator {
    function requestRandomWords(bytes32 key, uint64 subscription) external returns (uint256 id);
}

contract Raffle {
    ICoordinator public immutable coordinator;
    address[] public players;
    address public winner;
    mapping(uint256 => bool) public pending;

    constructor(ICoordinator coordinator_) {
        coordinator = coordinator_;
    }

    function enter() external payable {
        require(msg.value == 1 ether, "price");
        players.push(msg.sender);
    }

    function draw() external {
        pending[coordinator.requestRandomWords("key", 1)] = true;
    }

    function fulfillRandomWords(uint256 id, uint256[] calldata words) external {
        require(pending[id], "not asked");
        delete pending[id];
        winner = players[words[0] % players.length];
        payable(winner).transfer(address(this).balance);
    }
}

// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

contract Parity {
    uint256[] public chosen;
    address[] public players;

    function play(uint256 number) external payable {
        require(msg.value == 1 ether && players.length < 2, "no seat");
        players.push(msg.sender);
        chosen.push(number);
    }

    function settle() external {
        require(players.length == 2, "not full");
        address winner = (chosen[0] ^ chosen[1]) % 2 == 0 ? players[0] : players[1];
        delete players;
        delete chosen;
        (bool ok,) = winner.call{value: 2 ether}("");
        require(ok, "not paid");
    }
}

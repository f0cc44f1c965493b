// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

contract Parity {
    mapping(address => bytes32) public commitmentOf;
    mapping(address => bool) public opened;
    address[2] public players;
    uint256[2] public chosen;

    constructor(address first, address second) payable {
        require(first != address(0) && second != address(0), "zero");
        players = [first, second];
    }

    function commit(uint256 seat, bytes32 commitment) external {
        require(msg.sender == players[seat] && commitmentOf[msg.sender] == 0, "not yours");
        commitmentOf[msg.sender] = commitment;
    }

    function open(uint256 seat, uint256 number, bytes32 salt) external {
        require(msg.sender == players[seat], "not yours");
        require(commitmentOf[players[0]] != 0 && commitmentOf[players[1]] != 0, "too early");
        require(keccak256(abi.encode(msg.sender, number, salt)) == commitmentOf[msg.sender], "another choice");
        chosen[seat] = number;
        opened[msg.sender] = true;
    }

    function settle() external {
        require(opened[players[0]] && opened[players[1]], "not open");
        address winner = (chosen[0] ^ chosen[1]) % 2 == 0 ? players[0] : players[1];
        opened[players[0]] = false;
        (bool ok,) = winner.call{value: address(this).balance}("");
        require(ok, "not paid");
    }
}

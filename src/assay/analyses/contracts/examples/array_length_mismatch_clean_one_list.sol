// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

contract Coin {
    struct Payment {
        address to;
        uint256 amount;
    }

    mapping(address => uint256) public balanceOf;

    event Noted(address who, bytes32 what);

    constructor() {
        balanceOf[msg.sender] = 1000000;
    }

    function sendAll(Payment[] calldata payments) external {
        for (uint256 i = 0; i < payments.length; i++) {
            balanceOf[msg.sender] -= payments[i].amount;
            balanceOf[payments[i].to] += payments[i].amount;
        }
    }

    function note(address[] calldata people, bytes32[] calldata notes) external {
        for (uint256 i = 0; i < people.length; i++) {
            emit Noted(people[i], notes[i]);
        }
    }
}

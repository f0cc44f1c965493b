// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.4.24;

contract Quiz {
    string answer;
    uint8 number = 42;
    address owner = msg.sender;

    function () public payable {}

    function ask(string _answer) public {
        require(msg.sender == owner);
        answer = _answer;
    }

    function solve(string guess) public {
        require(keccak256(bytes(guess)) == keccak256(bytes(answer)));
        msg.sender.transfer(address(this).balance);
    }

    function guess(uint8 n) public payable {
        require(msg.value == 1 ether);
        if (n == number) {
            msg.sender.transfer(2 ether);
        }
    }
}

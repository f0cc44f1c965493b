// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;

contract Locker {
    bool public locked = true;
    bytes32 private word;

    constructor(bytes32 word_) payable {
        word = word_;
    }

    function open(bytes32 said) external {
        require(said == word, "wrong word");
        locked = false;
        payable(msg.sender).transfer(address(this).balance);
    }
}

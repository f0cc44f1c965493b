// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

contract Safe {
    bytes32 private password;

    constructor(bytes32 password_) payable {
        password = password_;
    }

    function open(bytes32 guess) external {
        require(guess == password, "wrong");
        payable(msg.sender).transfer(address(this).balance);
    }
}

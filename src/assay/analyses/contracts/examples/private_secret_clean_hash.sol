// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

contract Safe {
    bytes32 private passwordHash;

    constructor(bytes32 passwordHash_) payable {
        passwordHash = passwordHash_;
    }

    function open(string calldata guess) external {
        require(keccak256(bytes(guess)) == passwordHash, "wrong");
        payable(msg.sender).transfer(address(this).balance);
    }
}

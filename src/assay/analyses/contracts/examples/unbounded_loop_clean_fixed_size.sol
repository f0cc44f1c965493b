// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

contract Board {
    address[5] public members;
    mapping(address => uint256) public creditOf;

    constructor(address[5] memory members_) {
        members = members_;
    }

    function reward() external {
        require(msg.sender == members[0], "not the chair");
        for (uint256 i = 0; i < members.length; i++) {
            creditOf[members[i]] += 1;
        }
    }
}

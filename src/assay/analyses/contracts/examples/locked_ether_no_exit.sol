// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

contract Tips {
    mapping(address => uint256) public tippedBy;

    receive() external payable {
        tippedBy[msg.sender] += msg.value;
    }
}

// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.4.24;

contract Forwarder {
    address public owner;

    constructor() public {
        owner = msg.sender;
    }

    function forward(address callee, bytes data) public {
        require(callee.delegatecall(data));
    }
}

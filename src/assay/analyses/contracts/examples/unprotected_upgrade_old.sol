// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.4.24;

contract Relay {
    address public code;
    address public owner;

    constructor(address _code) public {
        code = _code;
        owner = msg.sender;
    }

    function upgrade(address _code) external {
        require(_code != address(0));
        code = _code;
    }

    function () external payable {
        require(code.delegatecall(msg.data));
    }
}

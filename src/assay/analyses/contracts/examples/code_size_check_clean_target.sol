// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;

/// Code is demanded of the module, not refused: a contract has it for good once it stands.
contract Registry {
    mapping(address => address) public moduleOf;

    function register(address module) external {
        require(module.code.length > 0, "no contract");
        require(msg.sender.code.length > 0, "contracts only");
        moduleOf[msg.sender] = module;
    }
}

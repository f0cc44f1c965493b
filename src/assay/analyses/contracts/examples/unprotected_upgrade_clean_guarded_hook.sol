// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

abstract contract Upgradeable {
    address private implementation;

    function _authorizeUpgrade(address newImplementation) internal virtual;

    function upgradeTo(address newImplementation) external {
        _authorizeUpgrade(newImplementation);
        require(newImplementation.code.length > 0, "no code");
        implementation = newImplementation;
    }

    fallback() external payable {
        (bool ok,) = implementation.delegatecall(msg.data);
        require(ok, "failed");
    }
}

contract Vault is Upgradeable {
    address public immutable owner = msg.sender;

    modifier onlyOwner() {
        require(msg.sender == owner, "not the owner");
        _;
    }

    function _authorizeUpgrade(address newImplementation) internal override onlyOwner {}
}

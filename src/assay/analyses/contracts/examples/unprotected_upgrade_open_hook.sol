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
}

contract Vault is Upgradeable {
    address public immutable owner = msg.sender;
    uint256 public fee;

    function setFee(uint256 fee_) external {
        require(msg.sender == owner, "not the owner");
        fee = fee_;
    }

    function _authorizeUpgrade(address newImplementation) internal override {}
}

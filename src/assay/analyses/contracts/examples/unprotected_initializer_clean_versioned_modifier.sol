// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

abstract contract Initializable {
    uint64 private version;

    modifier initializer() {
        require(version == 0, "initialized");
        version = 1;
        _;
    }

    function disableInitializers() internal {
        version = type(uint64).max;
    }
}

contract Registry is Initializable {
    address public owner;

    constructor() {
        disableInitializers();
    }

    function initialize(address owner_) external initializer {
        require(owner_ != address(0), "zero");
        owner = owner_;
    }
}

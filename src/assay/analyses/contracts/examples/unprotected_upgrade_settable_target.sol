// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

contract Plugin {
    address public implementation;

    function install(address implementation_) external {
        implementation = implementation_;
    }

    fallback() external {
        (bool ok,) = implementation.delegatecall(msg.data);
        require(ok, "failed");
    }
}

// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

contract Proxy {
    address public admin;
    address public implementation;

    constructor(address target) {
        admin = msg.sender;
        implementation = target;
    }

    fallback() external payable {
        address target = implementation;
        assembly {
            calldatacopy(0, 0, calldatasize())
            let ok := delegatecall(gas(), target, 0, calldatasize(), 0, 0)
            returndatacopy(0, 0, returndatasize())
            switch ok
            case 0 { revert(0, returndatasize()) }
            default { return(0, returndatasize()) }
        }
    }
}

contract Counter {
    uint256 public count;

    function increase() external {
        count += 1;
    }
}

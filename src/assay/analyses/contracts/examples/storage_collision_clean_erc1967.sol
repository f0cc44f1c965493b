// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

contract Proxy {
    bytes32 private constant SLOT = 0x360894a13ba1a3210667c828492db98dca3e2076cc3735a920a3ca505d382bbc;
    address private immutable deployer = msg.sender;

    constructor(address target) {
        assembly {
            sstore(SLOT, target)
        }
    }

    fallback() external payable {
        assembly {
            let target := sload(SLOT)
            calldatacopy(0, 0, calldatasize())
            let ok := delegatecall(gas(), target, 0, calldatasize(), 0, 0)
            returndatacopy(0, 0, returndatasize())
            switch ok
            case 0 { revert(0, returndatasize()) }
            default { return(0, returndatasize()) }
        }
    }
}

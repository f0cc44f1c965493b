// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

contract Proxy {
    bytes32 private constant CODE_SLOT = 0x360894a13ba1a3210667c828492db98dca3e2076cc3735a920a3ca505d382bbc;
    bytes32 private constant ADMIN_SLOT = 0xb53127684a568b3173ae13b9f8a6016e243e63b6e8ee1178d6a717850b5d6103;

    error NotAdmin(address caller);

    constructor(address code) {
        address deployer = msg.sender;
        assembly {
            sstore(ADMIN_SLOT, deployer)
            sstore(CODE_SLOT, code)
        }
    }

    function admin() public view returns (address current) {
        assembly {
            current := sload(ADMIN_SLOT)
        }
    }

    function setAdmin(address to) external {
        if (msg.sender != admin()) revert NotAdmin(msg.sender);
        assembly {
            sstore(ADMIN_SLOT, to)
        }
    }

    function upgradeTo(address code) external {
        if (msg.sender != admin()) revert NotAdmin(msg.sender);
        require(code.code.length > 0, "no code");
        assembly {
            sstore(CODE_SLOT, code)
        }
    }

    fallback() external payable {
        assembly {
            calldatacopy(0, 0, calldatasize())
            let ok := delegatecall(gas(), sload(CODE_SLOT), 0, calldatasize(), 0, 0)
            returndatacopy(0, 0, returndatasize())
            switch ok
            case 0 { revert(0, returndatasize()) }
            default { return(0, returndatasize()) }
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

/// @title Proxy
/// @notice Runs the code of another contract on its own storage; that contract can be exchanged.
/// @dev Implementation and administrator are kept in the slots of ERC-1967.
contract Proxy {
    /// @dev keccak256("eip1967.proxy.implementation") - 1
    bytes32 private constant IMPLEMENTATION_SLOT = 0x360894a13ba1a3210667c828492db98dca3e2076cc3735a920a3ca505d382bbc;
    /// @dev keccak256("eip1967.proxy.admin") - 1
    bytes32 private constant ADMIN_SLOT = 0xb53127684a568b3173ae13b9f8a6016e243e63b6e8ee1178d6a717850b5d6103;

    event Upgraded(address indexed implementation);
    event AdminChanged(address previousAdmin, address newAdmin);

    error NotAdmin(address caller);
    error NotAContract(address implementation);
    error ZeroAddress();

    constructor(address implementation_, address admin_, bytes memory setup) {
        _setAdmin(admin_);
        _setImplementation(implementation_);
        if (setup.length > 0) {
            (bool ok, bytes memory answer) = implementation_.delegatecall(setup);
            if (!ok) {
                assembly {
                    revert(add(answer, 32), mload(answer))
                }
            }
        }
    }

    /// @notice The contract whose code is run.
    function implementation() public view returns (address current) {
        assembly {
            current := sload(IMPLEMENTATION_SLOT)
        }
    }

    /// @notice Who may exchange the implementation.
    function admin() public view returns (address current) {
        assembly {
            current := sload(ADMIN_SLOT)
        }
    }

    /// @notice Hands the administration over.
    function changeAdmin(address newAdmin) external {
        if (msg.sender != admin()) revert NotAdmin(msg.sender);
        _setAdmin(newAdmin);
    }

    /// @notice Exchanges the implementation.
    function upgradeTo(address newImplementation) external {
        _setImplementation(newImplementation);
    }

    fallback() external payable {
        _delegate(implementation());
    }

    receive() external payable {
        _delegate(implementation());
    }

    function _setImplementation(address newImplementation) private {
        if (newImplementation.code.length == 0) revert NotAContract(newImplementation);
        assembly {
            sstore(IMPLEMENTATION_SLOT, newImplementation)
        }
        emit Upgraded(newImplementation);
    }

    function _setAdmin(address newAdmin) private {
        if (newAdmin == address(0)) revert ZeroAddress();
        emit AdminChanged(admin(), newAdmin);
        assembly {
            sstore(ADMIN_SLOT, newAdmin)
        }
    }

    function _delegate(address target) private {
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

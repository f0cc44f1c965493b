// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

/// @title ModuleWallet
/// @notice A wallet that learns new skills from modules: libraries that run on the wallet's storage.
contract ModuleWallet {
    address public owner;
    mapping(address => bool) public isModule;

    event ModuleSet(address indexed module, bool enabled);
    event ModuleRun(address indexed module, address indexed caller);
    event OwnershipTransferred(address indexed from, address indexed to);
    event Sent(address indexed to, uint256 amount);

    error ModuleFailed(address module, bytes answer);
    error NotAContract(address module);
    error NotOwner(address caller);
    error SendFailed(address to);
    error ZeroAddress();

    modifier onlyOwner() {
        if (msg.sender != owner) revert NotOwner(msg.sender);
        _;
    }

    constructor(address owner_) {
        if (owner_ == address(0)) revert ZeroAddress();
        owner = owner_;
        emit OwnershipTransferred(address(0), owner_);
    }

    receive() external payable {}

    function transferOwnership(address to) external onlyOwner {
        if (to == address(0)) revert ZeroAddress();
        emit OwnershipTransferred(owner, to);
        owner = to;
    }

    /// @notice Allows or forbids a module.
    function setModule(address module, bool enabled) external onlyOwner {
        if (module.code.length == 0) revert NotAContract(module);
        isModule[module] = enabled;
        emit ModuleSet(module, enabled);
    }

    /// @notice Runs a call of a module on behalf of the wallet.
    /// @param module Contract whose code is run.
    /// @param data Encoded call.
    function runModule(address module, bytes calldata data) external returns (bytes memory) {
        if (module.code.length == 0) revert NotAContract(module);
        (bool ok, bytes memory answer) = module.delegatecall(data);
        if (!ok) revert ModuleFailed(module, answer);
        emit ModuleRun(module, msg.sender);
        return answer;
    }

    /// @notice Sends ether of the wallet.
    function send(address payable to, uint256 amount) external onlyOwner {
        if (to == address(0)) revert ZeroAddress();
        emit Sent(to, amount);
        (bool sent,) = to.call{value: amount}("");
        if (!sent) revert SendFailed(to);
    }
}

// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

import {IERC20} from "../interfaces/IERC20.sol";

/// @title TreasuryFixed
/// @notice Implementation behind a proxy: an owner pays out, a guardian may stop it for a while.
contract TreasuryFixed {
    uint256 public constant MAX_PAUSE = 3 days;

    address public owner;
    address public guardian;
    uint256 public pausedUntil;
    bool private _initialized;

    event Initialized(address indexed owner, address indexed guardian);
    event OwnershipTransferred(address indexed from, address indexed to);
    event Paused(uint256 until);
    event Paid(address indexed token, address indexed to, uint256 amount);

    error AlreadyInitialized();
    error NotGuardian(address caller);
    error NotOwner(address caller);
    error PausedFor(uint256 secondsLeft);
    error PaymentFailed();
    error ZeroAddress();

    modifier onlyOwner() {
        if (msg.sender != owner) revert NotOwner(msg.sender);
        _;
    }

    modifier whenNotPaused() {
        if (block.timestamp < pausedUntil) revert PausedFor(pausedUntil - block.timestamp);
        _;
    }

    constructor() {
        _initialized = true;
    }

    receive() external payable {}

    /// @notice Sets the treasury up behind its proxy.
    function initialize(address owner_, address guardian_) external {
        if (_initialized) revert AlreadyInitialized();
        _initialized = true;
        if (owner_ == address(0) || guardian_ == address(0)) revert ZeroAddress();
        owner = owner_;
        guardian = guardian_;
        emit Initialized(owner_, guardian_);
    }

    function transferOwnership(address to) external onlyOwner {
        if (to == address(0)) revert ZeroAddress();
        emit OwnershipTransferred(owner, to);
        owner = to;
    }

    /// @notice Stops payments from now on, for at most three days.
    function pause(uint256 duration) external {
        if (msg.sender != guardian) revert NotGuardian(msg.sender);
        pausedUntil = block.timestamp + (duration < MAX_PAUSE ? duration : MAX_PAUSE);
        emit Paused(pausedUntil);
    }

    /// @notice Pays ether out.
    function payEther(address payable to, uint256 amount) external onlyOwner whenNotPaused {
        if (to == address(0)) revert ZeroAddress();
        emit Paid(address(0), to, amount);
        (bool sent,) = to.call{value: amount}("");
        if (!sent) revert PaymentFailed();
    }

    /// @notice Pays tokens out.
    function payToken(IERC20 token, address to, uint256 amount) external onlyOwner whenNotPaused {
        if (to == address(0)) revert ZeroAddress();
        emit Paid(address(token), to, amount);
        if (!token.transfer(to, amount)) revert PaymentFailed();
    }
}

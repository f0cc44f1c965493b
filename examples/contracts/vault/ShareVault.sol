// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.24;

import {IERC20} from "../interfaces/IERC20.sol";

/// @title ShareVault
/// @notice A vault over one ERC-20 asset. Whoever deposits gets shares of everything it holds,
///         so that whatever is earned belongs to the holders in proportion.
/// @dev The asset has to be a plain ERC-20 that takes no fee on transfer and calls no hooks.
contract ShareVault {
    IERC20 public immutable asset;

    mapping(address => uint256) public sharesOf;
    uint256 public totalShares;

    event Deposit(address indexed caller, address indexed receiver, uint256 assets, uint256 shares);
    event Withdraw(address indexed caller, address indexed receiver, uint256 assets, uint256 shares);

    error TransferFailed();
    error ZeroAmount();
    error ZeroAddress();

    constructor(IERC20 asset_) {
        if (address(asset_) == address(0)) revert ZeroAddress();
        asset = asset_;
    }

    /// @notice Takes `assets` from the caller and credits their worth in shares to `receiver`.
    function deposit(uint256 assets, address receiver) external returns (uint256 shares) {
        if (assets == 0) revert ZeroAmount();
        if (receiver == address(0)) revert ZeroAddress();

        shares = previewDeposit(assets);
        totalShares += shares;
        sharesOf[receiver] += shares;
        emit Deposit(msg.sender, receiver, assets, shares);

        if (!asset.transferFrom(msg.sender, address(this), assets)) revert TransferFailed();
    }

    /// @notice Burns `shares` of the caller and sends their worth in assets to `receiver`.
    function redeem(uint256 shares, address receiver) external returns (uint256 assets) {
        if (shares == 0) revert ZeroAmount();
        if (receiver == address(0)) revert ZeroAddress();

        assets = previewRedeem(shares);
        sharesOf[msg.sender] -= shares;
        totalShares -= shares;
        emit Withdraw(msg.sender, receiver, assets, shares);

        if (!asset.transfer(receiver, assets)) revert TransferFailed();
    }

    /// @notice Everything the vault holds for its shareholders.
    function totalAssets() public view returns (uint256) {
        return asset.balanceOf(address(this));
    }

    /// @notice Shares that a deposit of `assets` is worth now, rounded down.
    function previewDeposit(uint256 assets) public view returns (uint256) {
        uint256 supply = totalShares;
        if (supply == 0) return assets;
        return (assets * supply) / totalAssets();
    }

    /// @notice Assets that `shares` are worth now, rounded down.
    function previewRedeem(uint256 shares) public view returns (uint256) {
        return (shares * totalAssets()) / totalShares;
    }
}

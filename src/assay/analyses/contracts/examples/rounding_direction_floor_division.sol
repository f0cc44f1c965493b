// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

interface IERC20 {
    function balanceOf(address who) external view returns (uint256);
    function transfer(address to, uint256 amount) external returns (bool);
    function transferFrom(address from, address to, uint256 amount) external returns (bool);
}

contract Vault {
    address public immutable asset;
    uint256 public totalSupply = 1000;
    uint256 public totalAssets = 1000;
    mapping(address => uint256) public balanceOf;

    constructor(address asset_) {
        asset = asset_;
    }

    function convertToAssets(uint256 shares) public view returns (uint256) {
        return (shares * totalAssets) / totalSupply;
    }

    function previewMint(uint256 shares) public view returns (uint256) {
        return convertToAssets(shares);
    }

    function previewRedeem(uint256 shares) public view returns (uint256) {
        return convertToAssets(shares);
    }

    function mint(uint256 shares, address receiver) external returns (uint256 assets) {
        assets = previewMint(shares);
        totalSupply += shares;
        totalAssets += assets;
        balanceOf[receiver] += shares;
        require(IERC20(asset).transferFrom(msg.sender, address(this), assets), "not paid");
    }
}

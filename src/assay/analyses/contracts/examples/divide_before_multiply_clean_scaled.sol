// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

contract Pool {
    uint256 public constant SCALE = 1e18;
    uint256 public totalShares = 1;
    uint256 public rewardPerShare;
    mapping(address => uint256) public sharesOf;
    mapping(address => uint256) public owed;

    function reward() external payable {
        rewardPerShare += (msg.value * SCALE) / totalShares;
    }

    function settle(uint256 amount) external {
        uint256 perShare = (amount * SCALE) / totalShares;
        owed[msg.sender] = (perShare * sharesOf[msg.sender]) / SCALE;
    }
}

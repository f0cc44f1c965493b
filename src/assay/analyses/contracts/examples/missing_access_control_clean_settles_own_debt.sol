// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

/// Only the engine lends; anyone sets what he owns against what he owes, and the totals follow.
contract Ledger {
    address public immutable engine = msg.sender;
    mapping(address => uint256) public owned;
    mapping(address => uint256) public owed;
    uint256 public totalOwed;

    function lend(address to, uint256 amount) external {
        require(msg.sender == engine, "not the engine");
        owned[to] += amount;
        owed[to] += amount;
        totalOwed = totalOwed + amount;
    }

    function forgive(address to, uint256 amount) external {
        require(msg.sender == engine, "not the engine");
        owed[to] -= amount;
        totalOwed = totalOwed - amount;
    }

    function heal(uint256 amount) external {
        address account = msg.sender;
        owned[account] -= amount;
        owed[account] -= amount;
        totalOwed = totalOwed - amount;
    }
}

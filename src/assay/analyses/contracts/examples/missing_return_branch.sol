// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

contract Registry {
    address[] public accounts;
    uint256 public moves;

    function move(address account, uint256 to) external returns (uint256) {
        for (uint256 i = 0; i < accounts.length; i++) {
            if (accounts[i] == account) {
                accounts[i] = accounts[to];
                accounts[to] = account;
                moves += 1;
                return i;
            }
        }
    }
}

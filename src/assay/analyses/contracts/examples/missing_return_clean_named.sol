// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

contract Registry {
    address[] public accounts;

    function find(address account) external view returns (uint256 place) {
        for (uint256 i = 0; i < accounts.length; i++) {
            if (accounts[i] == account) {
                return i + 1;
            }
        }
    }

    function any() external view returns (bool) {
        if (accounts.length > 0) {
            return true;
        } else {
            return false;
        }
    }
}

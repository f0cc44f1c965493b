// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

contract Registry {
    address[] public accounts;
    error Unknown(address account);

    function find(address account) external view returns (uint256) {
        for (uint256 i = 0; i < accounts.length; i++) {
            if (accounts[i] == account) {
                return i;
            }
        }
        revert Unknown(account);
    }

    function owner() external view returns (address) {
        if (accounts.length > 0) {
            return accounts[0];
        }
        require(false, "no accounts");
    }
}

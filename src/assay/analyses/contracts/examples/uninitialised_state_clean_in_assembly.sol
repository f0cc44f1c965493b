// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

contract Shop {
    address payable public treasury;

    constructor(address payable _treasury) {
        assembly {
            sstore(treasury.slot, _treasury)
        }
    }

    function buy() external payable {
        treasury.transfer(msg.value);
    }
}

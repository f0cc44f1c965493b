// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

contract Shares {
    address payable[3] public partners;

    constructor(address payable[3] memory partners_) {
        partners = partners_;
    }

    receive() external payable {}

    function payOut() external {
        uint256 each = address(this).balance / 3;
        for (uint256 i = 0; i < 3; i++) {
            partners[i].transfer(each);
        }
    }
}

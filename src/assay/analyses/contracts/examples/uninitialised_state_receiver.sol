// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

contract Shop {
    address payable public treasury;
    uint256 public sold;

    function buy() external payable {
        require(msg.value == 1 ether, "price");
        sold += 1;
        treasury.transfer(msg.value);
    }
}

// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

contract Credits {
    mapping(address => uint256) public creditOf;

    function depositFor(address[] calldata accounts, uint256[] calldata amounts) external payable {
        require(accounts.length == amounts.length, "lengths differ");
        uint256 rest = msg.value;
        for (uint256 i = 0; i < accounts.length; i++) {
            rest -= amounts[i];
            creditOf[accounts[i]] += amounts[i];
        }
        creditOf[msg.sender] += rest;
    }

    function withdraw() external {
        uint256 amount = creditOf[msg.sender];
        creditOf[msg.sender] = 0;
        (bool ok,) = msg.sender.call{value: amount}("");
        require(ok, "not paid");
    }
}

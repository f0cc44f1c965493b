// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

contract Credits {
    mapping(address => uint256) public creditOf;

    function depositFor(address[] calldata accounts, uint256[] calldata amounts) external payable {
        require(accounts.length == amounts.length, "lengths differ");
        uint256 total;
        for (uint256 i = 0; i < accounts.length; i++) {
            total += amounts[i];
            require(total <= msg.value, "too little");
            creditOf[accounts[i]] += amounts[i];
        }
        require(total == msg.value, "too much");
    }

    function withdraw() external {
        uint256 amount = creditOf[msg.sender];
        creditOf[msg.sender] = 0;
        (bool ok,) = msg.sender.call{value: amount}("");
        require(ok, "not paid");
    }
}

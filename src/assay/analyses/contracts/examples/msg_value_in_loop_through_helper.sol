// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

contract Credits {
    mapping(address => uint256) public creditOf;

    function depositFor(address[] calldata accounts) external payable {
        for (uint256 i = 0; i < accounts.length; i++) {
            credit(accounts[i], msg.value);
        }
    }

    function credit(address account, uint256 amount) internal {
        creditOf[account] += amount;
    }

    function withdraw() external {
        uint256 amount = creditOf[msg.sender];
        creditOf[msg.sender] = 0;
        (bool ok,) = msg.sender.call{value: amount}("");
        require(ok, "not paid");
    }
}

// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.4.24;

contract Wallet {
    address public owner;

    modifier onlyOwner() {
        if (tx.origin != owner) revert();
        _;
    }

    constructor() public {
        owner = msg.sender;
    }

    function () external payable {}

    function send(address to, uint256 amount) external onlyOwner {
        to.transfer(amount);
    }
}

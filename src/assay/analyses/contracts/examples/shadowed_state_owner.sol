// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.4.24;

contract Owned {
    address public owner;

    modifier onlyOwner() {
        require(msg.sender == owner);
        _;
    }
}

contract Wallet is Owned {
    address public owner;

    constructor() public {
        owner = msg.sender;
    }

    function () external payable {}

    function withdraw() external onlyOwner {
        msg.sender.transfer(address(this).balance);
    }
}

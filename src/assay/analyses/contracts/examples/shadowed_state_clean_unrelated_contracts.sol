// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.5.0;

contract Savings {
    address payable public owner;

    constructor(address payable _owner) public {
        owner = _owner;
    }

    function () external payable {}

    function withdraw() external {
        require(msg.sender == owner);
        owner.transfer(address(this).balance);
    }
}

contract Bank {
    address public owner;
    Savings public savings;

    constructor() public {
        owner = msg.sender;
        savings = new Savings(msg.sender);
    }
}

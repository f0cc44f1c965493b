// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.5.0;

contract Limits {
    uint256 internal limit = 1 ether;

    function allowed(uint256 amount) public view returns (bool) {
        return amount <= limit;
    }
}

contract Account is Limits {
    uint256 internal limit;
    address payable public owner;

    constructor() public payable {
        owner = msg.sender;
        limit = 10 ether;
    }

    function withdraw(uint256 amount) external {
        require(msg.sender == owner && allowed(amount));
        owner.transfer(amount);
    }
}

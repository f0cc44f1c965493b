// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.4.24;

contract Donations {
    address public owner;
    uint256 public total;

    constructor() public {
        owner = msg.sender;
    }

    function donate() external payable {
        total =+ msg.value;
    }

    function setOwner(address _owner) external {
        require(msg.sender == owner);
        owner == _owner;
    }
}

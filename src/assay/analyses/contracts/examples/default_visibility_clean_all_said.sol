// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.4.24;

contract Wallet {
    address public owner;

    constructor() public {
        setOwner(msg.sender);
    }

    function () external payable {}

    function withdraw() external {
        require(msg.sender == owner);
        msg.sender.transfer(address(this).balance);
    }

    function setOwner(address _owner) private {
        owner = _owner;
    }
}

// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.4.18;

contract Wallet {
    address public owner;

    function Wallet() public {
        setOwner(msg.sender);
    }

    function () public payable {}

    function setOwner(address _owner) {
        owner = _owner;
    }

    function withdraw() public {
        require(msg.sender == owner);
        msg.sender.transfer(address(this).balance);
    }
}

// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.4.18;

contract Treasury {
    address public owner;

    function Treasury() public {
        owner = msg.sender;
    }

    function () external payable {}

    function withdraw() external {
        require(msg.sender == owner);
        msg.sender.transfer(address(this).balance);
    }
}

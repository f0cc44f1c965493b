// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

abstract contract Withdrawable {
    address payable public immutable owner = payable(msg.sender);

    function withdraw() external {
        require(msg.sender == owner, "not the owner");
        (bool ok,) = owner.call{value: address(this).balance}("");
        require(ok, "not paid");
    }
}

contract Tips is Withdrawable {
    mapping(address => uint256) public tippedBy;

    receive() external payable {
        tippedBy[msg.sender] += msg.value;
    }
}

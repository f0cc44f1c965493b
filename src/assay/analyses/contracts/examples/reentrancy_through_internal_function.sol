// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

contract Auction {
    mapping(address => uint256) private refunds;

    function bid() external payable {
        refunds[msg.sender] += msg.value;
    }

    function refund() external {
        pay(msg.sender, refunds[msg.sender]);
        delete refunds[msg.sender];
    }

    function pay(address to, uint256 amount) private {
        (bool ok,) = to.call{value: amount}("");
        require(ok, "not paid");
    }
}

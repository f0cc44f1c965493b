// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.4.24;

contract Faucet {
    mapping(address => uint256) public servedAt;

    function () external payable {}

    function drip() external {
        require(now - servedAt[msg.sender] > 1 days);
        servedAt[msg.sender] = now;
        msg.sender.transfer(0.01 ether);
    }
}

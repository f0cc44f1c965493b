// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

contract Payouts {
    mapping(address => uint256) public due;

    function fund(address to) external payable {
        due[to] += msg.value;
    }

    function collect() external returns (uint256 amount) {
        amount = due[msg.sender];
        due[msg.sender] = 0;
        (bool ok,) = msg.sender.call{value: amount}("");
        ok;
    }
}

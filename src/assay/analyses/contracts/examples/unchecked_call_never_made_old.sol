// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.4.24;

contract Payouts {
    mapping(address => uint256) public due;

    function fund(address to) external payable {
        require(due[to] + msg.value >= due[to]);
        due[to] += msg.value;
    }

    function collect() external {
        uint256 amount = due[msg.sender];
        due[msg.sender] = 0;
        msg.sender.call.value(amount);
    }
}

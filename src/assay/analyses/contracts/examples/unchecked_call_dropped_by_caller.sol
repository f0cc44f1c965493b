// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

contract Payouts {
    mapping(address => uint256) public due;

    function fund(address to) external payable {
        due[to] += msg.value;
    }

    function collect() external {
        uint256 amount = due[msg.sender];
        due[msg.sender] = 0;
        tryPay(msg.sender, amount);
    }

    function tryPay(address to, uint256 amount) private returns (bool paid) {
        (paid,) = to.call{value: amount}("");
    }
}

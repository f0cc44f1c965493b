// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

contract Stakes {
    mapping(address => uint128) public stakeOf;

    function stake() external payable {
        stakeOf[msg.sender] += uint128(msg.value);
    }

    function unstake(uint256 amount) external {
        stakeOf[msg.sender] -= uint128(amount);
        (bool ok,) = msg.sender.call{value: amount}("");
        require(ok, "not paid");
    }
}

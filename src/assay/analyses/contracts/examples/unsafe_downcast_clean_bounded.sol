// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

contract Stakes {
    mapping(address => uint128) public stakeOf;

    function stake() external payable {
        stakeOf[msg.sender] += toUint128(msg.value);
    }

    function unstake(uint256 amount) external {
        stakeOf[msg.sender] -= toUint128(amount);
        (bool ok,) = msg.sender.call{value: amount}("");
        require(ok, "not paid");
    }

    function toUint128(uint256 value) private pure returns (uint128) {
        require(value <= type(uint128).max, "too large");
        return uint128(value);
    }
}

// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

contract Orders {
    struct Order {
        uint128 price;
        uint128 amount;
        uint40 placedAt;
    }

    mapping(address => Order) public orderOf;

    function place(uint256 packed) external {
        orderOf[msg.sender] = Order(uint128(packed >> 128), uint128(packed), uint40(block.timestamp));
    }

    function tag(bytes32 salt) external view returns (uint64) {
        return uint64(uint256(keccak256(abi.encode(msg.sender, salt))));
    }
}

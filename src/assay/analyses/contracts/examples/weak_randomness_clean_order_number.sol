// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

contract Orders {
    mapping(bytes32 => address) public buyerOf;
    uint256 public count;

    function order() external returns (bytes32 id) {
        count += 1;
        id = keccak256(abi.encode(block.chainid, block.number, msg.sender, count));
        buyerOf[id] = msg.sender;
    }
}

// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.4.24;

contract Sale {
    uint256 public constant PRICE = 1 ether;
    mapping(address => uint256) public tokensOf;

    function buy(uint256 count) external payable {
        require(msg.value == count * PRICE);
        tokensOf[msg.sender] += count;
    }
}

// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.4.24;

contract Shop {
    mapping(address => uint32) public pieces;
    uint256 public constant PRICE = 1 finney;

    function buy(uint256 count) external payable {
        require(count < 2**128 && msg.value == count * PRICE);
        pieces[msg.sender] = uint32(count);
    }
}

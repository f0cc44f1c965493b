// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

contract Dividends {
    address[] private holders;
    mapping(address => uint256) public creditOf;

    function join() external {
        holders.push(msg.sender);
    }

    function distribute(uint256 each) external {
        address[] memory all = holders;
        uint256 count = all.length;
        for (uint256 i; i < count; ++i) {
            creditOf[all[i]] += each;
        }
    }
}

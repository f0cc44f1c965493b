// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

contract Dividends {
    address public immutable owner = msg.sender;
    address[] public holders;
    mapping(address => bool) public isHolder;
    mapping(address => uint256) public creditOf;
    uint256 public next;

    function join() external {
        require(!isHolder[msg.sender], "joined");
        isHolder[msg.sender] = true;
        holders.push(msg.sender);
    }

    function distribute(uint256 each, uint256 count) external {
        require(msg.sender == owner, "not the owner");
        uint256 end = next + count;
        require(end <= holders.length, "too far");
        for (uint256 i = next; i < end; i++) {
            creditOf[holders[i]] += each;
        }
        next = end;
    }
}

// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

contract Dividends {
    address public immutable owner = msg.sender;
    address[] public holders;
    mapping(address => bool) public isHolder;
    mapping(address => uint256) public creditOf;

    function join() external {
        require(!isHolder[msg.sender], "joined");
        isHolder[msg.sender] = true;
        holders.push(msg.sender);
    }

    function distribute(uint256 each) external {
        require(msg.sender == owner, "not the owner");
        for (uint256 i = 0; i < holders.length; i++) {
            creditOf[holders[i]] += each;
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

contract Vesting {
    address public immutable issuer = msg.sender;
    mapping(address => uint256) public lockedOf;
    mapping(address => uint256) public releasedOf;
    mapping(address => uint256) public updatedAt;

    function lock(address account, uint256 amount) external {
        require(msg.sender == issuer, "not the issuer");
        lockedOf[account] += amount;
        updatedAt[account] = block.timestamp;
    }

    function touch() external {
        updatedAt[msg.sender] = block.timestamp;
    }

    function poke(address account) external {
        releasedOf[account] += (lockedOf[account] * (block.timestamp - updatedAt[account])) / 365 days;
        updatedAt[account] = block.timestamp;
    }
}

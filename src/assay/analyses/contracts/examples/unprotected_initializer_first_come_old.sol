// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.4.24;

contract SafeLibrary {
    mapping(address => uint256) public positionOf;
    uint256 public owners;

    modifier onlyOwner() {
        if (positionOf[msg.sender] > 0) _;
    }

    function setUp(address[] members) public {
        require(owners == 0);
        owners = members.length;
        for (uint256 i = 0; i < members.length; i++) {
            positionOf[members[i]] = i + 1;
        }
    }

    function close(address to) external onlyOwner {
        selfdestruct(to);
    }
}

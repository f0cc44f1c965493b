// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

contract Board {
    address public immutable owner = msg.sender;
    address[] public members;
    mapping(address => uint256) public creditOf;

    modifier onlyOwner() {
        require(msg.sender == owner, "not the owner");
        _;
    }

    function add(address member) external onlyOwner {
        members.push(member);
    }

    function reward() external onlyOwner {
        for (uint256 i = 0; i < members.length; i++) {
            creditOf[members[i]] += 1;
        }
    }

    function isMember(address account) external view returns (bool) {
        for (uint256 i = 0; i < members.length; i++) {
            if (members[i] == account) return true;
        }
        return false;
    }
}

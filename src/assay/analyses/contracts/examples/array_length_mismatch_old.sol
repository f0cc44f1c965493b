// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.4.24;

contract Coin {
    mapping(address => uint256) public balanceOf;

    function Coin() public {
        balanceOf[msg.sender] = 1000000;
    }

    function sendAll(address[] people, uint256[] amounts) public {
        uint256 count = people.length;
        for (uint256 i = 0; i < count; i++) {
            move(people[i], amounts[i]);
        }
    }

    function move(address to, uint256 amount) internal {
        require(balanceOf[msg.sender] >= amount);
        balanceOf[msg.sender] -= amount;
        balanceOf[to] += amount;
    }
}

// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.4.24;

contract Bonus {
    mapping(address => uint256) public pointsOf;

    function play() external {
        require(pointsOf[msg.sender] < 1000000);
        if (now % 10 == 7) {
            pointsOf[msg.sender] += 100;
        } else {
            pointsOf[msg.sender] += 1;
        }
    }
}

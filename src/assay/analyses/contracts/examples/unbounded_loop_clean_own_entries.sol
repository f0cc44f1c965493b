// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

contract Locks {
    struct Lock {
        uint256 amount;
        uint256 until;
    }

    mapping(address => Lock[]) private locksOf;

    function lock(uint256 until) external payable {
        locksOf[msg.sender].push(Lock(msg.value, until));
    }

    function unlock() external {
        Lock[] storage mine = locksOf[msg.sender];
        uint256 amount;
        for (uint256 i = 0; i < mine.length; i++) {
            if (mine[i].until <= block.timestamp) {
                amount += mine[i].amount;
                mine[i].amount = 0;
            }
        }
        (bool ok,) = msg.sender.call{value: amount}("");
        require(ok, "not paid");
    }
}

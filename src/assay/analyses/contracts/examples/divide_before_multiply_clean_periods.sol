// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

contract Salary {
    uint256 public constant PER_WEEK = 1 ether;
    uint256 public immutable startedAt = block.timestamp;
    uint256 public weeksPaid;

    receive() external payable {}

    function due() public view returns (uint256) {
        return ((block.timestamp - startedAt) / 1 weeks - weeksPaid) * PER_WEEK;
    }

    function earned() external view returns (uint256) {
        uint256 periods = (block.timestamp - startedAt) / 1 weeks;
        return periods * PER_WEEK;
    }
}

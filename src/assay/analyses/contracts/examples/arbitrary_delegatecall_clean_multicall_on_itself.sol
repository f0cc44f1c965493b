// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

contract Counters {
    mapping(address => uint256) public countOf;

    function count() external {
        countOf[msg.sender] += 1;
    }

    function multicall(bytes[] calldata calls) external {
        require(calls.length <= 16, "too many");
        for (uint256 i = 0; i < calls.length; i++) {
            (bool ok,) = address(this).delegatecall(calls[i]);
            require(ok, "failed");
        }
    }
}

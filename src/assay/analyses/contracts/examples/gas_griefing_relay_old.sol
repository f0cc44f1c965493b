// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.4.24;

contract Relay {
    address public target;
    mapping(bytes32 => uint256) public executed;

    constructor(address _target) public {
        target = _target;
    }

    function relay(bytes data) external returns (bool) {
        bytes32 id = keccak256(data);
        require(executed[id] == 0);
        executed[id] = 1;
        return target.call(data);
    }
}

// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.4.24;

contract Forwarder {
    address target;
    uint256 calls;

    function Forwarder(address to) public {
        target = to;
    }

    function () public payable {
        calls += 1;
        require(target.delegatecall(msg.data));
    }
}

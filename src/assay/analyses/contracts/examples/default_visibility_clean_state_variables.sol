// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.4.24;

contract Counter {
    uint256 count;
    mapping(address => bool) counted;

    modifier once() {
        require(!counted[msg.sender]);
        _;
    }

    function add() external once {
        require(count < 1000000);
        counted[msg.sender] = true;
        count = count + 1;
    }
}

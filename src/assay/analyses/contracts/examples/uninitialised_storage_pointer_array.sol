// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.4.24;

contract Numbers {
    address public owner;
    uint256[] public kept;

    constructor() public {
        owner = msg.sender;
    }

    function keep(uint256 number) external {
        uint256[] numbers;
        numbers.push(number);
        kept = numbers;
    }
}

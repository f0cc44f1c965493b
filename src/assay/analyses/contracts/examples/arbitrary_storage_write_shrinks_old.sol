// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.5.0;

contract Codes {
    address public owner = msg.sender;
    uint256[] private codes;

    function add(uint256 code) external {
        codes.push(code);
    }

    function drop() external {
        require(codes.length >= 0, "always true");
        codes.length--;
    }

    function change(uint256 index, uint256 code) external {
        require(index < codes.length, "out of bounds");
        codes[index] = code;
    }
}

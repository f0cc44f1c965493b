// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.5.0;

contract Names {
    mapping(bytes32 => address) public ownerOf;

    function register(string memory first, string memory last) public {
        bytes32 key = keccak256(abi.encodePacked(keccak256(bytes(first)), keccak256(bytes(last))));
        require(ownerOf[key] == address(0));
        ownerOf[key] = msg.sender;
    }
}

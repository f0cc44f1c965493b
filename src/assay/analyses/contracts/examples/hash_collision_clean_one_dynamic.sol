// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

contract Names {
    mapping(bytes32 => address) public ownerOf;

    function register(string calldata name) external {
        bytes32 key = keccak256(abi.encodePacked(uint256(uint160(msg.sender)), block.chainid, name));
        require(ownerOf[key] == address(0), "taken");
        ownerOf[key] = msg.sender;
    }
}

// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.4.24;

contract Registry {
    mapping(bytes32 => address) public ownerOf;

    function register(bytes32 name) external payable {
        require(msg.value >= 1 ether && ownerOf[name] == address(0));
        ownerOf[name] = msg.sender;
    }
}

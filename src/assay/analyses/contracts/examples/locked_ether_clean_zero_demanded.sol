// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

contract Registry {
    mapping(bytes32 => address) public ownerOf;
    error NoEther();

    function register(bytes32 name) external payable {
        if (msg.value > 0) revert NoEther();
        require(ownerOf[name] == address(0), "taken");
        ownerOf[name] = msg.sender;
    }

    function give(bytes32 name, address to) external payable {
        require(msg.value == 0 && ownerOf[name] == msg.sender, "not yours");
        ownerOf[name] = to;
    }
}

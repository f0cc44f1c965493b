// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

interface IERC721 {
    function safeTransferFrom(address from, address to, uint256 id) external;
}

contract Vault {
    mapping(address => mapping(uint256 => address)) public depositor;

    function onERC721Received(address, address from, uint256 id, bytes calldata) external returns (bytes4) {
        depositor[msg.sender][id] = from;
        return this.onERC721Received.selector;
    }

    function withdraw(IERC721 collection, uint256 id) external {
        require(depositor[address(collection)][id] == msg.sender, "not yours");
        delete depositor[address(collection)][id];
        collection.safeTransferFrom(address(this), msg.sender, id);
    }
}

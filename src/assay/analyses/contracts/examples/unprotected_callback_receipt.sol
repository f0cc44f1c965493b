// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

interface IERC721 {
    function safeTransferFrom(address from, address to, uint256 id) external;
}

contract Vault {
    IERC721 public immutable collection;
    mapping(uint256 => address) public depositor;

    constructor(IERC721 collection_) {
        collection = collection_;
    }

    function onERC721Received(address, address from, uint256 id, bytes calldata) external returns (bytes4) {
        depositor[id] = from;
        return this.onERC721Received.selector;
    }

    function withdraw(uint256 id) external {
        require(depositor[id] == msg.sender, "not yours");
        delete depositor[id];
        collection.safeTransferFrom(address(this), msg.sender, id);
    }
}

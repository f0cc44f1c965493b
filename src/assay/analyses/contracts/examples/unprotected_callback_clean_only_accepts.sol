// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

contract Holder {
    uint256 public received;

    event Came(address token, address from, uint256 id);

    function onERC721Received(address, address from, uint256 id, bytes calldata) external returns (bytes4) {
        received++;
        emit Came(msg.sender, from, id);
        return this.onERC721Received.selector;
    }

    function onERC1155Received(address, address, uint256, uint256, bytes calldata) external pure returns (bytes4) {
        return this.onERC1155Received.selector;
    }
}

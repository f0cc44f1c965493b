// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

interface INftReceiver {
    function onERC721Received(address operator, address from, uint256 id, bytes calldata data)
        external
        returns (bytes4);
}

contract FreeMint {
    uint256 public constant MAX_SUPPLY = 1_000;
    uint256 public supply;
    mapping(uint256 => address) public ownerOf;
    mapping(address => bool) public claimed;

    function claim() external {
        require(!claimed[msg.sender], "claimed");
        require(supply < MAX_SUPPLY, "sold out");
        uint256 id = supply;
        supply = id + 1;
        ownerOf[id] = msg.sender;
        if (msg.sender.code.length > 0) {
            bytes4 answer = INftReceiver(msg.sender).onERC721Received(msg.sender, address(0), id, "");
            require(answer == INftReceiver.onERC721Received.selector, "refused");
        }
        claimed[msg.sender] = true;
    }
}

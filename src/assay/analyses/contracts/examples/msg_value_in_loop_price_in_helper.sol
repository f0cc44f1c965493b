// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;

/// One payment of the highest price buys every picture in the list.
contract Pictures {
    struct Picture {
        address payable painter;
        address owner;
        uint256 price;
    }

    mapping(uint256 => Picture) public pictures;

    function offer(uint256 id, uint256 price) external {
        require(pictures[id].painter == address(0), "taken");
        pictures[id] = Picture(payable(msg.sender), msg.sender, price);
    }

    function buyAll(uint256[] calldata ids) external payable {
        for (uint256 i = 0; i < ids.length; i++) {
            _buy(ids[i]);
        }
    }

    function _buy(uint256 id) private {
        Picture storage picture = pictures[id];
        if (msg.value < picture.price) {
            revert("too little");
        }
        picture.owner = msg.sender;
        picture.painter.transfer(picture.price);
    }
}

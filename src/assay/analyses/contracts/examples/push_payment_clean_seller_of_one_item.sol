// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

contract Market {
    mapping(uint256 => address payable) public ownerOf;
    mapping(uint256 => uint256) public priceOf;

    function list(uint256 item, uint256 price) external {
        if (ownerOf[item] == address(0)) {
            ownerOf[item] = payable(msg.sender);
        }
        require(ownerOf[item] == msg.sender, "not yours");
        priceOf[item] = price;
    }

    function buy(uint256 item) external payable {
        uint256 price = priceOf[item];
        require(price > 0 && msg.value == price, "wrong price");
        address payable seller = ownerOf[item];
        ownerOf[item] = payable(msg.sender);
        priceOf[item] = 0;
        (bool ok,) = seller.call{value: msg.value}("");
        require(ok, "not paid");
    }
}

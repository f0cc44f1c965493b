// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

contract Kiosk {
    uint256 public constant PRICE = 0.1 ether;
    address payable public immutable seller = payable(msg.sender);
    mapping(address => uint256) public boughtBy;

    function buy(address payable change) external payable {
        require(msg.value >= PRICE, "too little");
        boughtBy[msg.sender] += 1;
        (bool ok,) = change.call{value: msg.value - PRICE}("");
        require(ok, "no change");
    }

    function collect() external {
        (bool ok,) = seller.call{value: address(this).balance}("");
        require(ok, "not sent");
    }
}

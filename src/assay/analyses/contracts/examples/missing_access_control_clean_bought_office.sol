// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;

/// The office goes to whoever pays more than the one before: that is the price, and it is asked.
contract AuctionedOffice {
    address public keeper;
    uint256 public price = 1 ether;

    constructor() {
        keeper = msg.sender;
    }

    function buy() external payable {
        require(msg.value > price, "too little");
        price = msg.value;
        keeper = msg.sender;
    }

    function empty() external {
        require(msg.sender == keeper, "not the keeper");
        payable(keeper).transfer(address(this).balance);
    }
}

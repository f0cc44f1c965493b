// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.4.24;

contract Tickets {
    address public seller;
    mapping(uint256 => address) public ownerOf;

    constructor() public {
        seller = msg.sender;
    }

    function buy(uint256[] seats) public payable {
        for (uint256 i = 0; i < seats.length; i++) {
            require(msg.value >= 1 ether && ownerOf[seats[i]] == address(0));
            ownerOf[seats[i]] = msg.sender;
        }
    }

    function collect() external {
        require(msg.sender == seller);
        msg.sender.transfer(address(this).balance);
    }
}

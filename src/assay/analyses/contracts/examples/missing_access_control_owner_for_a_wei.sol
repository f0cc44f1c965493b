// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;

/// Whoever has given anything, however little, takes the box over by sending one wei more.
contract DonationBox {
    address public keeper;
    mapping(address => uint256) public given;

    constructor() {
        keeper = msg.sender;
    }

    function give() external payable {
        given[msg.sender] += msg.value;
    }

    receive() external payable {
        require(msg.value > 0 && given[msg.sender] > 0, "nothing given");
        keeper = msg.sender;
    }

    function empty() external {
        require(msg.sender == keeper, "not the keeper");
        payable(keeper).transfer(address(this).balance);
    }
}

// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.4.24;

contract Treasury {
    address public owner;
    uint256 public treasures;

    constructor() public {
        owner = msg.sender;
    }

    function () external payable {}

    function Treasure() external {
        require(msg.sender == owner);
        require(treasures < 100);
        treasures = treasures + 1;
    }

    function withdraw() external {
        require(msg.sender == owner);
        msg.sender.transfer(address(this).balance);
    }
}

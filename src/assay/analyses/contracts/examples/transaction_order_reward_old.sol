// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.4.24;

contract Bounty {
    address public owner = msg.sender;
    uint256 public bounty;
    bool public taken;

    function fund() external payable {
        require(msg.sender == owner && !taken);
        owner.transfer(bounty);
        bounty = msg.value;
    }

    function take(uint256 guess) external {
        require(!taken && guess < 100);
        taken = true;
        msg.sender.transfer(bounty);
    }
}

// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

contract Shop {
    address public owner = msg.sender;
    uint256 public earned;

    function buy() external payable {
        earned += msg.value / 100;
    }

    function collect() external {
        require(msg.sender == owner, "not the owner");
        uint256 amount = earned;
        earned = 0;
        payable(msg.sender).transfer(amount);
    }
}

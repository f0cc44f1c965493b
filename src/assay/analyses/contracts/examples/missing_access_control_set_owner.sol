// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

contract Fund {
    address public owner = msg.sender;

    receive() external payable {}

    function setOwner(address owner_) external {
        require(owner_ != address(0), "zero");
        owner = owner_;
    }

    function withdraw(address payable to, uint256 amount) external {
        require(msg.sender == owner, "not the owner");
        (bool ok,) = to.call{value: amount}("");
        require(ok, "not sent");
    }
}

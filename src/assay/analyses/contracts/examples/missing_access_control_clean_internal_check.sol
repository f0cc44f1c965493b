// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

contract Fund {
    address public owner = msg.sender;
    error NotOwner(address caller);

    receive() external payable {}

    function setOwner(address owner_) external {
        _checkOwner();
        require(owner_ != address(0), "zero");
        owner = owner_;
    }

    function withdraw(address payable to, uint256 amount) external {
        _checkOwner();
        (bool ok,) = to.call{value: amount}("");
        require(ok, "not sent");
    }

    function _checkOwner() private view {
        if (msg.sender != owner) revert NotOwner(msg.sender);
    }
}

// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.4.24;

contract Safe {
    address public owner;
    uint256 public limit;

    function () external payable {}

    function init(address _owner, uint256 _limit) public {
        owner = _owner;
        limit = _limit;
    }

    function send(address to, uint256 amount) public {
        require(msg.sender == owner && amount <= limit);
        to.transfer(amount);
    }
}

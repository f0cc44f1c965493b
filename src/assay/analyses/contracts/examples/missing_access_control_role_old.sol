// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.4.24;

contract Club {
    mapping(address => address) public invitedBy;
    uint256 public fee;

    modifier onlyMember() {
        require(invitedBy[msg.sender] != address(0));
        _;
    }

    constructor() public {
        invitedBy[msg.sender] = msg.sender;
    }

    function () external payable {}

    function invite(address guest) external {
        require(guest != address(0));
        invitedBy[guest] = msg.sender;
    }

    function setFee(uint256 _fee) external onlyMember {
        fee = _fee;
    }

    function collect(address to) external onlyMember {
        to.transfer(address(this).balance);
    }
}

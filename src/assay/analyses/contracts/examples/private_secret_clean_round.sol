// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

contract Claims {
    uint256 private round;
    bytes32 private domain;
    address private immutable owner = msg.sender;
    mapping(uint256 => mapping(address => uint256)) public owed;

    function setRound(uint256 round_, bytes32 domain_) external {
        require(msg.sender == owner, "not the owner");
        round = round_;
        domain = keccak256(abi.encode(domain_));
    }

    function add(address who) external payable {
        owed[round][who] += msg.value;
    }

    function claim(uint256 round_, bytes32 domain_) external {
        require(round_ == round, "not this round");
        require(domain_ == domain, "not this domain");
        uint256 mine = owed[round_][msg.sender];
        owed[round_][msg.sender] = 0;
        payable(msg.sender).transfer(mine);
    }
}

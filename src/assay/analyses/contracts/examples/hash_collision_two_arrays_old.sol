// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.5.0;

contract Access {
    bytes32 public known;
    address public owner;

    constructor() public {
        owner = msg.sender;
    }

    function setKnown(bytes32 _known) external {
        require(msg.sender == owner);
        known = _known;
    }

    function isKnown(address[] memory admins, address[] memory users) public view returns (bool) {
        return keccak256(abi.encodePacked(admins, users)) == known;
    }
}

// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

contract Names {
    mapping(bytes32 => uint256) public committedAt;
    mapping(string => address) public ownerOf;

    function commit(bytes32 commitment) external {
        committedAt[commitment] = block.number;
    }

    function register(string calldata name, bytes32 secret) external {
        uint256 at = committedAt[keccak256(abi.encode(name, secret))];
        require(at != 0 && at < block.number, "not committed");
        require(ownerOf[name] == address(0), "taken");
        ownerOf[name] = msg.sender;
    }
}

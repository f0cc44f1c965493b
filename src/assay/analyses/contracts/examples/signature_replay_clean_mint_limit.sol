// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

contract Drop {
    uint256 public constant LIMIT = 3;
    address public immutable issuer = msg.sender;
    mapping(address => uint256) public takenBy;

    function take(uint256 count, uint8 v, bytes32 r, bytes32 s) external {
        bytes32 digest = keccak256(abi.encode(block.chainid, address(this), msg.sender));
        address signer = ecrecover(digest, v, r, s);
        require(signer != address(0) && signer == issuer, "not invited");
        require(takenBy[msg.sender] + count <= LIMIT, "too many");
        takenBy[msg.sender] += count;
    }
}

// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.4.24;

contract Names {
    mapping(bytes32 => address) public ownerOf;
    mapping(bytes32 => uint256) public nonceOf;

    function hand(bytes32 name, address to, uint8 v, bytes32 r, bytes32 s) external {
        bytes32 hash = keccak256(abi.encodePacked(uint256(1), address(this), name, to, nonceOf[name]));
        address signer = ecrecover(hash, v, r, s);
        if (signer != ownerOf[name]) revert();
        require(nonceOf[name] < 1000000);
        nonceOf[name] += 1;
        ownerOf[name] = to;
    }
}

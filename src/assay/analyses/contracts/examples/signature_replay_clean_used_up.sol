// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

contract Vouchers {
    address public immutable issuer = msg.sender;
    mapping(bytes32 => bool) public used;
    mapping(address => uint256) public pointsOf;

    function redeem(uint256 points, uint256 salt, uint8 v, bytes32 r, bytes32 s) external {
        bytes32 digest = keccak256(abi.encode(block.chainid, address(this), msg.sender, points, salt));
        require(!used[digest], "used");
        used[digest] = true;
        address signer = ecrecover(digest, v, r, s);
        require(signer != address(0) && signer == issuer, "bad signature");
        pointsOf[msg.sender] += points;
    }
}

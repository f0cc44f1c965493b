// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

contract Vouchers {
    bytes32 private constant DOMAIN =
        keccak256("EIP712Domain(string name,uint256 chainId,address verifyingContract)");
    bytes32 private constant VOUCHER = keccak256("Voucher(address to,uint256 points,uint256 nonce)");
    uint256 private constant MAX_S = 0x7FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF5D576E7357A4501DDFE92F46681B20A0;
    address public immutable issuer = msg.sender;
    mapping(address => uint256) public nonceOf;
    mapping(address => uint256) public pointsOf;

    function redeem(uint256 points, uint8 v, bytes32 r, bytes32 s) external {
        bytes32 domain = keccak256(abi.encode(DOMAIN, keccak256("Vouchers"), block.chainid, address(this)));
        bytes32 voucher = keccak256(abi.encode(VOUCHER, msg.sender, points, nonceOf[msg.sender]++));
        bytes32 digest = keccak256(abi.encodePacked("\x19\x01", domain, voucher));
        require(uint256(s) <= MAX_S, "bad signature");
        address signer = ecrecover(digest, v, r, s);
        require(signer != address(0) && signer == issuer, "bad signature");
        pointsOf[msg.sender] += points;
    }
}

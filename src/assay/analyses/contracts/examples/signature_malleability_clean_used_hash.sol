// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

contract Vouchers {
    address public immutable issuer = msg.sender;
    mapping(bytes32 => bool) public used;
    mapping(address => uint256) public pointsOf;

    function redeem(uint256 points, uint256 salt, bytes calldata signature) external {
        bytes32 digest = keccak256(abi.encode(block.chainid, address(this), msg.sender, points, salt));
        bytes32 mark = digest;
        require(!used[mark], "used");
        used[mark] = true;
        require(recover(digest, signature) == issuer, "bad signature");
        pointsOf[msg.sender] += points;
    }

    function recover(bytes32 digest, bytes memory signature) private pure returns (address signer) {
        require(signature.length == 65, "bad length");
        bytes32 r;
        bytes32 s;
        uint8 v;
        assembly {
            r := mload(add(signature, 32))
            s := mload(add(signature, 64))
            v := byte(0, mload(add(signature, 96)))
        }
        signer = ecrecover(digest, v, r, s);
        require(signer != address(0), "bad signature");
    }
}

// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;

/// Every signature is checked in a function of its own; none is as good as all.
contract Treasury {
    mapping(address => bool) public isGuardian;

    struct Signature {
        uint8 v;
        bytes32 r;
        bytes32 s;
    }

    constructor(address[] memory guardians) payable {
        for (uint256 i = 0; i < guardians.length; i++) {
            isGuardian[guardians[i]] = true;
        }
    }

    function pay(address payable to, uint256 amount, uint256 nonce, Signature[] calldata signatures) external {
        bytes32 digest = keccak256(abi.encode(address(this), block.chainid, to, amount, nonce));
        for (uint256 i = 0; i < signatures.length; ++i) {
            _check(digest, signatures[i]);
        }
        to.transfer(amount);
    }

    function _check(bytes32 digest, Signature calldata one) private view {
        address signer = ecrecover(digest, one.v, one.r, one.s);
        require(signer != address(0) && isGuardian[signer], "not a guardian");
    }
}

// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

interface IQueue {
    function nonce() external view returns (uint256);

    function release(uint256 amount) external;
}

/// The queue advances its nonce with every release, so that what a guard signed for one passes for no other.
contract Gate {
    address public immutable guard = msg.sender;
    IQueue public immutable queue;
    bytes32 private immutable domain;

    constructor(IQueue queue_) {
        queue = queue_;
        domain = keccak256(abi.encode("Gate", block.chainid, address(this)));
    }

    function release(uint256 amount, uint256 nonce, uint8 v, bytes32 r, bytes32 s) external {
        require(nonce == queue.nonce(), "released already");
        bytes32 digest = keccak256(abi.encodePacked("\x19\x01", domain, keccak256(abi.encode(amount, nonce))));
        address signer = ecrecover(digest, v, r, s);
        require(signer != address(0) && signer == guard, "bad signature");
        queue.release(amount);
    }
}

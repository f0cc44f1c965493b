// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

contract Account {
    address public immutable owner = msg.sender;
    uint256 public nonce;

    receive() external payable {}

    function execute(address to, uint256 amount, bytes calldata data, uint8 v, bytes32 r, bytes32 s) external {
        bytes32 digest = keccak256(abi.encode(block.chainid, address(this), to, amount, keccak256(data), nonce));
        nonce += 1;
        address signer = ecrecover(digest, v, r, s);
        require(signer != address(0) && signer == owner, "bad signature");
        (bool ok,) = to.call{value: amount}(data);
        require(ok, "failed");
    }
}

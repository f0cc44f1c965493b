// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.4.11;

contract Claims {
    address public signer;
    mapping(bytes32 => bool) public used;

    function Claims(address _signer) {
        require(_signer != 0);
        signer = _signer;
    }

    function claim(bytes32 hash, uint8 v, bytes32 r, bytes32 s) {
        require(!used[hash] && ecrecover(hash, v, r, s) == signer);
        used[hash] = true;
    }
}

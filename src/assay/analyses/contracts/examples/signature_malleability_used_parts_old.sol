// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.4.24;

contract Channel {
    address public payer;
    mapping(bytes32 => bool) public used;

    constructor() public payable {
        payer = msg.sender;
    }

    function claim(uint256 amount, uint256 salt, uint8 v, bytes32 r, bytes32 s) external {
        bytes32 mark = keccak256(abi.encodePacked(v, r, s));
        require(!used[mark]);
        used[mark] = true;
        bytes32 hash = keccak256(abi.encodePacked(address(this), msg.sender, amount, salt));
        address signer = ecrecover(hash, v, r, s);
        require(signer != address(0) && signer == payer);
        msg.sender.transfer(amount);
    }
}

// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.5.0;

contract Drop {
    mapping(address => uint256) public rarityOf;

    function open() external {
        require(rarityOf[msg.sender] == 0);
        uint256 seed = uint256(keccak256(abi.encodePacked(now, block.difficulty, msg.sender)));
        rarityOf[msg.sender] = seed % 100 + 1;
    }
}

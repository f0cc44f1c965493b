// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

contract Traits {
    mapping(uint256 => uint256) public traitOf;
    uint256 public minted;

    function mint() external {
        require(minted < 1_000, "sold out");
        minted += 1;
        traitOf[minted] = pick(8);
    }

    function pick(uint256 among) private view returns (uint256) {
        return uint256(keccak256(abi.encode(block.timestamp, minted))) % among;
    }
}

// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.7.6;

contract Positions {
    mapping(address => uint128) public liquidityOf;

    function set(uint256 liquidity) external {
        uint128 short = uint128(liquidity);
        require(short == liquidity, "too large");
        liquidityOf[msg.sender] = short;
    }

    function add(uint256 liquidity) external {
        liquidityOf[msg.sender] = _short(liquidity);
    }

    function _short(uint256 value) private pure returns (uint128 result) {
        require((result = uint128(value)) == value, "too large");
    }
}

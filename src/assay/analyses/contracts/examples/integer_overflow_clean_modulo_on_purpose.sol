// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

library WideMath {
    /// The product as two words; the low one is meant to wrap.
    function wide(uint256 a, uint256 b) internal pure returns (uint256 low, uint256 high) {
        unchecked {
            uint256 rest = mulmod(a, b, type(uint256).max);
            low = a * b;
            high = rest - low - (rest < low ? 1 : 0);
        }
    }
}

contract Areas {
    mapping(address => uint256) public areaOf;

    function set(uint256 width, uint256 height) external {
        (uint256 low, uint256 high) = WideMath.wide(width, height);
        require(high == 0, "too large");
        areaOf[msg.sender] = low;
    }
}

// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;

interface IERC20 {
    function transferFrom(address from, address to, uint256 amount) external returns (bool);
}

interface IPair {
    function getReserves() external view returns (uint112 reserve0, uint112 reserve1, uint32 at);
    function mint(address to) external returns (uint256 liquidity);
}

/// The reserves say in which proportion the pool takes liquidity, and the caller says the least that he accepts.
contract Adder {
    IPair public immutable pair;
    IERC20 public immutable token0;
    IERC20 public immutable token1;

    constructor(IPair pair_, IERC20 token0_, IERC20 token1_) {
        pair = pair_;
        token0 = token0_;
        token1 = token1_;
    }

    function add(uint256 amount0, uint256 most1, uint256 least1) external returns (uint256 liquidity) {
        (uint112 reserve0, uint112 reserve1,) = pair.getReserves();
        uint256 amount1 = (amount0 * reserve1) / reserve0;
        require(amount1 >= least1 && amount1 <= most1, "price moved");
        require(token0.transferFrom(msg.sender, address(pair), amount0), "not paid");
        require(token1.transferFrom(msg.sender, address(pair), amount1), "not paid");
        liquidity = pair.mint(msg.sender);
    }
}

// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

interface IERC20 {
    function balanceOf(address account) external view returns (uint256);
    function transfer(address to, uint256 amount) external returns (bool);
    function transferFrom(address from, address to, uint256 amount) external returns (bool);
}

contract Pool {
    IERC20 public immutable token0;
    IERC20 public immutable token1;
    uint256 public reserve0;
    uint256 public reserve1;

    constructor(IERC20 token0_, IERC20 token1_) {
        token0 = token0_;
        token1 = token1_;
    }

    function buy(uint256 in0) external returns (uint256 out1) {
        out1 = (in0 * reserve1) / (reserve0 + in0);
        reserve0 += in0;
        reserve1 -= out1;
        require(token0.transferFrom(msg.sender, address(this), in0), "not paid");
        require(token1.transfer(msg.sender, out1), "not sent");
    }
}

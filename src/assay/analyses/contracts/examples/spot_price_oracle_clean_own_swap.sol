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
    uint112 private reserve0;
    uint112 private reserve1;
    bool private entered;

    constructor(IERC20 token0_, IERC20 token1_) {
        token0 = token0_;
        token1 = token1_;
    }

    function getReserves() public view returns (uint112, uint112) {
        return (reserve0, reserve1);
    }

    function buy(uint256 in0, uint256 min1) external returns (uint256 out1) {
        require(!entered, "entered");
        entered = true;
        (uint256 has0, uint256 has1) = getReserves();
        out1 = (in0 * has1) / (has0 + in0);
        require(out1 >= min1, "too little");
        require(has0 + in0 <= type(uint112).max, "too large");
        reserve0 = uint112(has0 + in0);
        reserve1 = uint112(has1 - out1);
        require(token0.transferFrom(msg.sender, address(this), in0), "not paid");
        require(token1.transfer(msg.sender, out1), "not sent");
        entered = false;
    }
}

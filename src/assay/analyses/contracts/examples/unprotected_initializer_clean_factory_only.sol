// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

contract Market {
    address public immutable factory = msg.sender;
    address public token0;
    address public token1;

    function initialize(address token0_, address token1_) external {
        require(msg.sender == factory, "not the factory");
        require(token0_ != address(0) && token1_ != address(0), "zero");
        token0 = token0_;
        token1 = token1_;
    }
}

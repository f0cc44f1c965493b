// SPDX-License-Identifier: Apache-2.0
pragma solidity >=0.6.0;

/// @title A constant-product pool of two tokens.
interface IPair {
    function token0() external view returns (address);
    function token1() external view returns (address);
    function getReserves() external view returns (uint112 reserve0, uint112 reserve1, uint32 updatedAt);

    /// @notice Sum of price x seconds from the pool's opening until now, in UQ112.112, token1 per token0; wraps around.
    function price0Cumulative() external view returns (uint256);

    /// @notice Sends the outputs, calls back when `data` is not empty, and expects to have been paid afterwards.
    function swap(uint256 amount0Out, uint256 amount1Out, address to, bytes calldata data) external;
}

/// @title What a contract implements to pay for a swap after having received its output.
interface IPairCallee {
    function onPairSwap(address sender, uint256 amount0Out, uint256 amount1Out, bytes calldata data) external;
}

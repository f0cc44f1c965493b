// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

import {IERC20} from "../interfaces/IERC20.sol";
import {IPair, IPairCallee} from "../interfaces/IPair.sol";

/// @title PairFixed
/// @notice A constant-product pool that charges 0.30 % on what comes in.
/// @dev Amounts are sent first and booked afterwards: callers transfer tokens here and then call
///      `mint`, `burn` or `swap` in the same transaction. Tokens are plain ERC-20 without transfer fees.
contract PairFixed is IPair {
    uint256 public constant FEE_BPS = 30;
    uint256 private constant BPS = 10_000;
    uint256 private constant LOCKED_LIQUIDITY = 1_000;

    address public immutable override token0;
    address public immutable override token1;

    mapping(address => uint256) public liquidityOf;
    uint256 public totalLiquidity;

    uint112 private _reserve0;
    uint112 private _reserve1;
    uint32 private _updatedAt;
    uint256 private _price0Cumulative;
    bool private _entered;

    event Mint(address indexed to, uint256 amount0, uint256 amount1, uint256 liquidity);
    event Burn(address indexed from, address indexed to, uint256 amount0, uint256 amount1, uint256 liquidity);
    event Swap(address indexed to, uint256 in0, uint256 in1, uint256 out0, uint256 out1);

    error BadTokens();
    error InsufficientInput();
    error InsufficientLiquidity();
    error InvariantBroken();
    error Locked();
    error ReserveTooLarge();
    error TransferFailed();

    modifier nonReentrant() {
        if (_entered) revert Locked();
        _entered = true;
        _;
        _entered = false;
    }

    constructor(address tokenA, address tokenB) {
        if (tokenA == address(0) || tokenB == address(0) || tokenA == tokenB) revert BadTokens();
        (token0, token1) = tokenA < tokenB ? (tokenA, tokenB) : (tokenB, tokenA);
    }

    /// @inheritdoc IPair
    function getReserves() public view override returns (uint112 reserve0, uint112 reserve1, uint32 updatedAt) {
        return (_reserve0, _reserve1, _updatedAt);
    }

    /// @inheritdoc IPair
    function price0Cumulative() public view override returns (uint256) {
        if (_reserve0 == 0) return _price0Cumulative;
        unchecked {
            uint32 elapsed = uint32(block.timestamp % 2 ** 32) - _updatedAt;
            return _price0Cumulative + ((uint256(_reserve1) << 112) / _reserve0) * elapsed;
        }
    }

    /// @notice Books the tokens that were sent here as liquidity of `to`.
    function mint(address to) external nonReentrant returns (uint256 liquidity) {
        (uint256 balance0, uint256 balance1) = _balances();
        uint256 amount0 = balance0 - _reserve0;
        uint256 amount1 = balance1 - _reserve1;
        if (totalLiquidity == 0) {
            liquidity = _sqrt(amount0 * amount1) - LOCKED_LIQUIDITY;
            totalLiquidity = LOCKED_LIQUIDITY;
            liquidityOf[address(0)] = LOCKED_LIQUIDITY;
        } else {
            uint256 by0 = (amount0 * totalLiquidity) / _reserve0;
            uint256 by1 = (amount1 * totalLiquidity) / _reserve1;
            liquidity = by0 < by1 ? by0 : by1;
        }
        if (liquidity == 0) revert InsufficientLiquidity();
        totalLiquidity += liquidity;
        liquidityOf[to] += liquidity;
        _update(balance0, balance1);
        emit Mint(to, amount0, amount1, liquidity);
    }

    /// @notice Burns `liquidity` of the caller and sends its part of the reserves to `to`.
    function burn(uint256 liquidity, address to) external nonReentrant returns (uint256 amount0, uint256 amount1) {
        amount0 = (liquidity * _reserve0) / totalLiquidity;
        amount1 = (liquidity * _reserve1) / totalLiquidity;
        if (amount0 == 0 || amount1 == 0) revert InsufficientLiquidity();
        liquidityOf[msg.sender] -= liquidity;
        totalLiquidity -= liquidity;
        _send(token0, to, amount0);
        _send(token1, to, amount1);
        (uint256 balance0, uint256 balance1) = _balances();
        _update(balance0, balance1);
        emit Burn(msg.sender, to, amount0, amount1, liquidity);
    }

    /// @inheritdoc IPair
    function swap(uint256 amount0Out, uint256 amount1Out, address to, bytes calldata data)
        external
        override
        nonReentrant
    {
        (uint112 reserve0, uint112 reserve1,) = getReserves();
        if (amount0Out >= reserve0 || amount1Out >= reserve1) revert InsufficientLiquidity();
        if (to == token0 || to == token1) revert BadTokens();

        if (amount0Out > 0) _send(token0, to, amount0Out);
        if (amount1Out > 0) _send(token1, to, amount1Out);
        if (data.length > 0) IPairCallee(msg.sender).onPairSwap(msg.sender, amount0Out, amount1Out, data);

        (uint256 in0, uint256 in1) = _settle(reserve0 - amount0Out, reserve1 - amount1Out);
        emit Swap(to, in0, in1, amount0Out, amount1Out);
    }

    /// @dev Finds what came in on top of what was left after the outputs, and holds it against the invariant.
    function _settle(uint256 left0, uint256 left1) private returns (uint256 in0, uint256 in1) {
        (uint256 balance0, uint256 balance1) = _balances();
        in0 = balance0 > left0 ? balance0 - left0 : 0;
        in1 = balance1 > left1 ? balance1 - left1 : 0;
        if (in0 == 0 && in1 == 0) revert InsufficientInput();

        uint256 adjusted0 = balance0 * BPS - in0 * FEE_BPS;
        uint256 adjusted1 = balance1 * BPS - in1 * FEE_BPS;
        if (adjusted0 * adjusted1 < uint256(_reserve0) * _reserve1 * BPS ** 2) revert InvariantBroken();

        _update(balance0, balance1);
    }

    function _update(uint256 balance0, uint256 balance1) private {
        if (balance0 > type(uint112).max || balance1 > type(uint112).max) revert ReserveTooLarge();
        _price0Cumulative = price0Cumulative();
        _reserve0 = uint112(balance0);
        _reserve1 = uint112(balance1);
        _updatedAt = uint32(block.timestamp % 2 ** 32);
    }

    function _balances() private view returns (uint256, uint256) {
        return (IERC20(token0).balanceOf(address(this)), IERC20(token1).balanceOf(address(this)));
    }

    function _send(address token, address to, uint256 amount) private {
        if (!IERC20(token).transfer(to, amount)) revert TransferFailed();
    }

    function _sqrt(uint256 x) private pure returns (uint256 root) {
        if (x == 0) return 0;
        root = x;
        uint256 next = x / 2 + 1;
        while (next < root) {
            root = next;
            next = (x / next + next) / 2;
        }
    }
}

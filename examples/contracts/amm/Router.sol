// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

import {IERC20} from "../interfaces/IERC20.sol";
import {IPair, IPairCallee} from "../interfaces/IPair.sol";

/// @title Router
/// @notice Swaps an exact input through one pair. Users approve their tokens here once;
///         they are moved to the pair when it calls back for its payment.
contract Router is IPairCallee {
    uint256 private constant FEE_BPS = 30;
    uint256 private constant BPS = 10_000;

    IPair public immutable pair;
    address public immutable token0;
    address public immutable token1;

    struct Payment {
        address token;
        address payer;
        uint256 amount;
    }

    event Swapped(address indexed payer, address indexed to, address tokenIn, uint256 amountIn, uint256 amountOut);

    error Expired(uint256 deadline);
    error UnknownToken(address token);
    error ZeroAmount();
    error PaymentFailed();

    constructor(IPair pair_) {
        pair = pair_;
        token0 = pair_.token0();
        token1 = pair_.token1();
    }

    /// @notice Swaps `amountIn` of `tokenIn` for the pair's other token.
    /// @param to Receives the output.
    /// @param deadline Unix time after which the swap is not carried out any more.
    function swapExactIn(address tokenIn, uint256 amountIn, address to, uint256 deadline)
        external
        returns (uint256 amountOut)
    {
        if (block.timestamp > deadline) revert Expired(deadline);
        if (amountIn == 0) revert ZeroAmount();
        if (tokenIn != token0 && tokenIn != token1) revert UnknownToken(tokenIn);

        amountOut = quote(tokenIn, amountIn);

        bytes memory payment = abi.encode(Payment({token: tokenIn, payer: msg.sender, amount: amountIn}));
        if (tokenIn == token0) {
            pair.swap(0, amountOut, to, payment);
        } else {
            pair.swap(amountOut, 0, to, payment);
        }
        emit Swapped(msg.sender, to, tokenIn, amountIn, amountOut);
    }

    /// @inheritdoc IPairCallee
    function onPairSwap(address, uint256, uint256, bytes calldata data) external override {
        Payment memory payment = abi.decode(data, (Payment));
        if (!IERC20(payment.token).transferFrom(payment.payer, msg.sender, payment.amount)) revert PaymentFailed();
    }

    /// @notice Output for `amountIn` at the present reserves, after the pair's fee.
    function quote(address tokenIn, uint256 amountIn) public view returns (uint256) {
        (uint256 reserveIn, uint256 reserveOut,) = pair.getReserves();
        if (tokenIn == token1) (reserveIn, reserveOut) = (reserveOut, reserveIn);
        uint256 afterFee = amountIn * (BPS - FEE_BPS);
        return (afterFee * reserveOut) / (reserveIn * BPS + afterFee);
    }
}

// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

import {IERC20} from "../interfaces/IERC20.sol";
import {IFlashBorrower, IFlashLender} from "../interfaces/IFlashLoan.sol";
import {IPair} from "../interfaces/IPair.sol";

/// @title ArbitrageurFixed
/// @notice Buys in one pair and sells in another with borrowed tokens; keeps its working capital and profits here.
contract ArbitrageurFixed is IFlashBorrower {
    bytes32 private constant ACCEPTED = keccak256("ERC3156FlashBorrower.onFlashLoan");
    uint256 private constant FEE_BPS = 30;
    uint256 private constant BPS = 10_000;

    address public immutable owner;
    IFlashLender public immutable lender;
    IERC20 public immutable base;

    event Traded(address indexed buyAt, address indexed sellAt, uint256 amount, uint256 profit);

    error NotOurLoan(address caller, address initiator);
    error NotOwner(address caller);
    error ProfitTooLow(uint256 profit);
    error TransferFailed();
    error WrongPair(address pair);

    modifier onlyOwner() {
        if (msg.sender != owner) revert NotOwner(msg.sender);
        _;
    }

    constructor(IFlashLender lender_, IERC20 base_) {
        owner = msg.sender;
        lender = lender_;
        base = base_;
    }

    /// @notice Trades `amount` of the base token through both pairs.
    /// @param minProfit Base tokens that have to be left after the loan and its fee are paid back.
    function trade(uint256 amount, IPair buyAt, IPair sellAt, uint256 minProfit) external onlyOwner {
        uint256 before = base.balanceOf(address(this));
        if (!lender.flashLoan(this, address(base), amount, abi.encode(buyAt, sellAt))) revert TransferFailed();
        uint256 profit = base.balanceOf(address(this)) - before;
        if (profit < minProfit) revert ProfitTooLow(profit);
        emit Traded(address(buyAt), address(sellAt), amount, profit);
    }

    /// @notice Takes base tokens out.
    function withdraw(uint256 amount) external onlyOwner {
        if (!base.transfer(owner, amount)) revert TransferFailed();
    }

    /// @inheritdoc IFlashBorrower
    function onFlashLoan(address initiator, address token, uint256 amount, uint256 fee, bytes calldata data)
        external
        override
        returns (bytes32)
    {
        if (msg.sender != address(lender) || initiator != address(this)) revert NotOurLoan(msg.sender, initiator);
        (IPair buyAt, IPair sellAt) = abi.decode(data, (IPair, IPair));
        IERC20 other = IERC20(_other(buyAt, token));
        uint256 bought = _swap(buyAt, IERC20(token), amount);
        _swap(sellAt, other, bought);

        if (!IERC20(token).approve(address(lender), amount + fee)) revert TransferFailed();
        return ACCEPTED;
    }

    function _swap(IPair pair, IERC20 tokenIn, uint256 amountIn) private returns (uint256 amountOut) {
        bool forward = pair.token0() == address(tokenIn);
        (uint256 reserveIn, uint256 reserveOut,) = pair.getReserves();
        if (!forward) (reserveIn, reserveOut) = (reserveOut, reserveIn);
        uint256 afterFee = amountIn * (BPS - FEE_BPS);
        amountOut = (afterFee * reserveOut) / (reserveIn * BPS + afterFee);

        if (!tokenIn.transfer(address(pair), amountIn)) revert TransferFailed();
        pair.swap(forward ? 0 : amountOut, forward ? amountOut : 0, address(this), "");
    }

    function _other(IPair pair, address token) private view returns (address) {
        if (pair.token0() == token) return pair.token1();
        if (pair.token1() == token) return pair.token0();
        revert WrongPair(address(pair));
    }
}

// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

import {IERC20} from "../interfaces/IERC20.sol";
import {IPair} from "../interfaces/IPair.sol";

/// @title LendingMarketFixed
/// @notice Lends one token against another. A borrower may owe up to 70 % of what the collateral is worth;
///         from 80 % on anybody may repay half of the debt and take collateral at a discount.
/// @dev Collateral is the pair's token0, the borrowed token its token1; both are plain ERC-20.
contract LendingMarketFixed {
    uint256 public constant MAX_LOAN_BPS = 7_000;
    uint256 public constant LIQUIDATION_BPS = 8_000;
    uint256 public constant LIQUIDATION_BONUS_BPS = 500;
    uint256 public constant AVERAGE_OVER = 30 minutes;
    uint256 public constant MAX_PRICE_AGE = 2 hours;
    uint256 private constant BPS = 10_000;
    uint256 private constant WAD = 1e18;

    IPair public immutable pair;
    IERC20 public immutable collateralToken;
    IERC20 public immutable debtToken;

    mapping(address => uint256) public suppliedOf;
    mapping(address => uint256) public collateralOf;
    mapping(address => uint256) public debtOf;

    /// @dev In UQ112.112, as the pair keeps it.
    uint256 public averagePrice;
    uint256 public observedAt;
    uint256 private _observedCumulative;

    event Supplied(address indexed account, uint256 amount);
    event Withdrawn(address indexed account, uint256 amount);
    event CollateralAdded(address indexed account, uint256 amount);
    event CollateralRemoved(address indexed account, uint256 amount);
    event Borrowed(address indexed account, uint256 amount);
    event Repaid(address indexed account, address indexed by, uint256 amount);
    event PriceUpdated(uint256 averagePrice);
    event Liquidated(address indexed account, address indexed by, uint256 repaid, uint256 seized);

    error Undercollateralised(address account);
    error Healthy(address account);
    error PriceTooOld(uint256 age);
    error TooEarly();
    error TooMuch(uint256 amount);
    error TransferFailed();

    constructor(IPair pair_) {
        pair = pair_;
        collateralToken = IERC20(pair_.token0());
        debtToken = IERC20(pair_.token1());
        _observedCumulative = pair_.price0Cumulative();
        observedAt = block.timestamp;
    }

    /// @notice Adds to what can be borrowed.
    function supply(uint256 amount) external {
        suppliedOf[msg.sender] += amount;
        emit Supplied(msg.sender, amount);
        _take(debtToken, amount);
    }

    /// @notice Takes supplied tokens back, as far as they are not lent out.
    function withdraw(uint256 amount) external {
        suppliedOf[msg.sender] -= amount;
        emit Withdrawn(msg.sender, amount);
        _give(debtToken, amount);
    }

    function addCollateral(uint256 amount) external {
        collateralOf[msg.sender] += amount;
        emit CollateralAdded(msg.sender, amount);
        _take(collateralToken, amount);
    }

    function removeCollateral(uint256 amount) external {
        collateralOf[msg.sender] -= amount;
        if (debtOf[msg.sender] > _limit(msg.sender, MAX_LOAN_BPS)) revert Undercollateralised(msg.sender);
        emit CollateralRemoved(msg.sender, amount);
        _give(collateralToken, amount);
    }

    function borrow(uint256 amount) external {
        debtOf[msg.sender] += amount;
        if (debtOf[msg.sender] > _limit(msg.sender, MAX_LOAN_BPS)) revert Undercollateralised(msg.sender);
        emit Borrowed(msg.sender, amount);
        _give(debtToken, amount);
    }

    /// @notice Pays `amount` of the debt of `account` with the caller's tokens.
    function repay(address account, uint256 amount) external {
        debtOf[account] -= amount;
        emit Repaid(account, msg.sender, amount);
        _take(debtToken, amount);
    }

    /// @notice Repays a part of an unsafe debt and takes collateral of that worth, and the bonus.
    function liquidate(address account, uint256 amount) external returns (uint256 seized) {
        uint256 debt = debtOf[account];
        if (debt <= _limit(account, LIQUIDATION_BPS)) revert Healthy(account);
        if (amount > debt / 2) revert TooMuch(amount);

        seized = (amount * WAD * (BPS + LIQUIDATION_BONUS_BPS)) / (price() * BPS);
        debtOf[account] = debt - amount;
        collateralOf[account] -= seized;
        emit Liquidated(account, msg.sender, amount, seized);

        _take(debtToken, amount);
        _give(collateralToken, seized);
    }

    /// @notice Takes the average price since the last update, which has to be at least half an hour ago.
    function updatePrice() external {
        uint256 elapsed = block.timestamp - observedAt;
        if (elapsed < AVERAGE_OVER) revert TooEarly();

        uint256 cumulative = pair.price0Cumulative();
        uint256 grown;
        unchecked {
            grown = cumulative - _observedCumulative;
        }
        averagePrice = grown / elapsed;
        _observedCumulative = cumulative;
        observedAt = block.timestamp;
        emit PriceUpdated(averagePrice);
    }

    /// @notice Debt tokens that one collateral token was worth on average, scaled by 1e18.
    function price() public view returns (uint256) {
        uint256 age = block.timestamp - observedAt;
        if (averagePrice == 0 || age > MAX_PRICE_AGE) revert PriceTooOld(age);
        return (averagePrice * WAD) >> 112;
    }

    function _limit(address account, uint256 bps) private view returns (uint256) {
        return (collateralOf[account] * price() * bps) / (WAD * BPS);
    }

    function _take(IERC20 token, uint256 amount) private {
        if (!token.transferFrom(msg.sender, address(this), amount)) revert TransferFailed();
    }

    function _give(IERC20 token, uint256 amount) private {
        if (!token.transfer(msg.sender, amount)) revert TransferFailed();
    }
}

// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

import {IERC20} from "../interfaces/IERC20.sol";
import {IFlashBorrower, IFlashLender} from "../interfaces/IFlashLoan.sol";

/// @title FlashLender
/// @notice Lends one token to anybody within a transaction, for a fee that goes to those who supplied it.
contract FlashLender is IFlashLender {
    bytes32 private constant ACCEPTED = keccak256("ERC3156FlashBorrower.onFlashLoan");
    uint256 public constant FEE_BPS = 9;
    uint256 private constant BPS = 10_000;

    IERC20 public immutable token;
    address public immutable supplier;

    uint256 public available;
    bool private _entered;

    event FlashLoan(address indexed receiver, address indexed initiator, uint256 amount, uint256 fee);
    event Supplied(uint256 amount);
    event Withdrawn(uint256 amount);

    error Locked();
    error NotAccepted(address receiver);
    error NotSupplier(address caller);
    error TooMuch(uint256 amount);
    error TransferFailed();
    error UnknownToken(address token);

    modifier nonReentrant() {
        if (_entered) revert Locked();
        _entered = true;
        _;
        _entered = false;
    }

    constructor(IERC20 token_) {
        token = token_;
        supplier = msg.sender;
    }

    /// @notice Adds tokens of the supplier.
    function supply(uint256 amount) external nonReentrant {
        if (msg.sender != supplier) revert NotSupplier(msg.sender);
        available += amount;
        emit Supplied(amount);
        if (!token.transferFrom(msg.sender, address(this), amount)) revert TransferFailed();
    }

    /// @notice Returns tokens and fees to the supplier.
    function withdraw(uint256 amount) external nonReentrant {
        if (msg.sender != supplier) revert NotSupplier(msg.sender);
        available -= amount;
        emit Withdrawn(amount);
        if (!token.transfer(msg.sender, amount)) revert TransferFailed();
    }

    /// @inheritdoc IFlashLender
    function flashFee(address token_, uint256 amount) public view override returns (uint256) {
        if (token_ != address(token)) revert UnknownToken(token_);
        return (amount * FEE_BPS) / BPS;
    }

    /// @inheritdoc IFlashLender
    function flashLoan(IFlashBorrower receiver, address token_, uint256 amount, bytes calldata data)
        external
        override
        nonReentrant
        returns (bool)
    {
        uint256 fee = flashFee(token_, amount);
        if (amount > available) revert TooMuch(amount);
        available += fee;
        emit FlashLoan(address(receiver), msg.sender, amount, fee);

        if (!token.transfer(address(receiver), amount)) revert TransferFailed();
        if (receiver.onFlashLoan(msg.sender, token_, amount, fee, data) != ACCEPTED) {
            revert NotAccepted(address(receiver));
        }
        if (!token.transferFrom(address(receiver), address(this), amount + fee)) revert TransferFailed();
        return true;
    }
}

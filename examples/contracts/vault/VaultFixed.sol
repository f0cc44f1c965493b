// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.24;

/// @title VaultFixed
/// @notice Keeps ether for its depositors. Positions can be handed over, and are paid out whole;
///         a small exit fee is collected for the treasury.
contract VaultFixed {
    uint256 public constant MAX_EXIT_FEE_BPS = 100;
    uint256 private constant BPS = 10_000;

    address public immutable treasury;
    uint256 public immutable exitFeeBps;

    mapping(address => uint256) public balanceOf;
    uint256 public totalDeposits;
    uint256 public feesCollected;

    event Deposited(address indexed account, uint256 amount);
    event PositionMoved(address indexed from, address indexed to, uint256 amount);
    event Exited(address indexed account, uint256 paid, uint256 fee);
    event FeesSwept(uint256 amount);

    error FeeTooHigh(uint256 feeBps);
    error NothingDeposited();
    error NotTreasury(address caller);
    error PaymentFailed(address to);
    error ZeroAddress();

    constructor(address treasury_, uint256 exitFeeBps_) {
        if (treasury_ == address(0)) revert ZeroAddress();
        if (exitFeeBps_ > MAX_EXIT_FEE_BPS) revert FeeTooHigh(exitFeeBps_);
        treasury = treasury_;
        exitFeeBps = exitFeeBps_;
    }

    /// @notice Adds the ether sent along to the caller's position.
    function deposit() external payable {
        if (msg.value == 0) revert NothingDeposited();
        balanceOf[msg.sender] += msg.value;
        totalDeposits += msg.value;
        emit Deposited(msg.sender, msg.value);
    }

    /// @notice Hands a part of the caller's position over to somebody else.
    function movePosition(address to, uint256 amount) external {
        if (to == address(0)) revert ZeroAddress();
        balanceOf[msg.sender] -= amount;
        balanceOf[to] += amount;
        emit PositionMoved(msg.sender, to, amount);
    }

    /// @notice Closes the caller's position and pays it out, less the exit fee.
    /// @return paid Wei that were sent to the caller.
    function exit() external returns (uint256 paid) {
        uint256 amount = balanceOf[msg.sender];
        if (amount == 0) revert NothingDeposited();

        uint256 fee = previewFee(amount);
        paid = amount - fee;

        balanceOf[msg.sender] = 0;
        totalDeposits -= amount;
        feesCollected += fee;

        emit Exited(msg.sender, paid, fee);

        (bool sent,) = msg.sender.call{value: paid}("");
        if (!sent) revert PaymentFailed(msg.sender);
    }

    /// @notice Sends the collected fees to the treasury.
    function sweepFees() external {
        if (msg.sender != treasury) revert NotTreasury(msg.sender);
        uint256 amount = feesCollected;
        feesCollected = 0;
        emit FeesSwept(amount);

        (bool sent,) = treasury.call{value: amount}("");
        if (!sent) revert PaymentFailed(treasury);
    }

    /// @notice Wei that an exit with `amount` costs.
    function previewFee(uint256 amount) public view returns (uint256) {
        return (amount * exitFeeBps) / BPS;
    }
}

// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

import {IERC20} from "../interfaces/IERC20.sol";

/// @title Token
/// @notice An ERC-20 token whose transfers pay a fee to the treasury.
contract Token is IERC20 {
    string public constant name = "Harbour";
    string public constant symbol = "HRB";
    uint8 public constant decimals = 18;

    uint256 public constant MAX_SUPPLY = 100_000_000e18;
    uint256 private constant BPS = 10_000;

    address public owner;
    address public treasury;
    uint256 public feeBps;

    uint256 public override totalSupply;
    mapping(address => uint256) public override balanceOf;
    mapping(address => mapping(address => uint256)) public override allowance;

    event FeeChanged(uint256 feeBps);
    event OwnershipTransferred(address indexed from, address indexed to);

    error NotOwner(address caller);
    error SupplyExceeded(uint256 wanted);
    error ZeroAddress();

    modifier onlyOwner() {
        if (msg.sender != owner) revert NotOwner(msg.sender);
        _;
    }

    constructor(address treasury_, uint256 initialSupply) {
        if (treasury_ == address(0)) revert ZeroAddress();
        if (initialSupply > MAX_SUPPLY) revert SupplyExceeded(initialSupply);
        owner = msg.sender;
        treasury = treasury_;
        _mint(msg.sender, initialSupply);
    }

    function transferOwnership(address to) external onlyOwner {
        if (to == address(0)) revert ZeroAddress();
        emit OwnershipTransferred(owner, to);
        owner = to;
    }

    /// @notice Sets the part of each transfer that goes to the treasury, in hundredths of a per cent.
    function setFee(uint256 feeBps_) external onlyOwner {
        feeBps = feeBps_;
        emit FeeChanged(feeBps_);
    }

    /// @notice Issues new tokens for the incentive programme.
    function mint(address to, uint256 value) external onlyOwner {
        _mint(to, value);
    }

    function approve(address spender, uint256 value) external override returns (bool) {
        allowance[msg.sender][spender] = value;
        emit Approval(msg.sender, spender, value);
        return true;
    }

    function transfer(address to, uint256 value) external override returns (bool) {
        _move(msg.sender, to, value);
        return true;
    }

    function transferFrom(address from, address to, uint256 value) external override returns (bool) {
        uint256 allowed = allowance[from][msg.sender];
        if (allowed != type(uint256).max) allowance[from][msg.sender] = allowed - value;
        _move(from, to, value);
        return true;
    }

    function _move(address from, address to, uint256 value) private {
        if (to == address(0)) revert ZeroAddress();
        uint256 fee = (value * feeBps) / BPS;
        balanceOf[from] -= value;
        balanceOf[treasury] += fee;
        balanceOf[to] += value - fee;
        emit Transfer(from, treasury, fee);
        emit Transfer(from, to, value - fee);
    }

    function _mint(address to, uint256 value) private {
        if (to == address(0)) revert ZeroAddress();
        totalSupply += value;
        balanceOf[to] += value;
        emit Transfer(address(0), to, value);
    }
}

// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

import {IERC20} from "../interfaces/IERC20.sol";

/// @title RewardTokenFixed
/// @notice An ERC-20 token that a distributor issues to those who stake elsewhere.
contract RewardTokenFixed is IERC20 {
    string public constant name = "Harbour Reward";
    string public constant symbol = "HRR";
    uint8 public constant decimals = 18;
    uint256 public constant EPOCH_CAP = 1_000_000e18;
    uint256 public constant EPOCH = 1 weeks;

    address public immutable admin;
    address public distributor;
    uint256 public epochEnds;
    uint256 public mintedThisEpoch;

    uint256 public override totalSupply;
    mapping(address => uint256) public override balanceOf;
    mapping(address => mapping(address => uint256)) public override allowance;

    event DistributorChanged(address indexed distributor);

    error CapReached(uint256 wanted);
    error NotAdmin(address caller);
    error NotDistributor(address caller);
    error ZeroAddress();

    constructor(address distributor_) {
        if (distributor_ == address(0)) revert ZeroAddress();
        admin = msg.sender;
        distributor = distributor_;
        epochEnds = block.timestamp + EPOCH;
    }

    /// @notice Appoints the contract that may issue rewards.
    function setDistributor(address distributor_) external {
        if (msg.sender != admin) revert NotAdmin(msg.sender);
        if (distributor_ == address(0)) revert ZeroAddress();
        distributor = distributor_;
        emit DistributorChanged(distributor_);
    }

    /// @notice Issues rewards, up to the cap of the running epoch.
    function mint(address to, uint256 value) external {
        if (msg.sender != distributor) revert NotDistributor(msg.sender);
        if (to == address(0)) revert ZeroAddress();
        if (block.timestamp >= epochEnds) {
            epochEnds = block.timestamp + EPOCH;
            mintedThisEpoch = 0;
        }
        mintedThisEpoch += value;
        if (mintedThisEpoch > EPOCH_CAP) revert CapReached(mintedThisEpoch);
        totalSupply += value;
        balanceOf[to] += value;
        emit Transfer(address(0), to, value);
    }

    /// @notice Destroys tokens of the distributor that were not claimed.
    function burnUnclaimed(uint256 value) external {
        if (msg.sender != distributor) revert NotDistributor(msg.sender);
        balanceOf[msg.sender] -= value;
        totalSupply -= value;
        emit Transfer(msg.sender, address(0), value);
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
        allowance[from][msg.sender] -= value;
        _move(from, to, value);
        return true;
    }

    function _move(address from, address to, uint256 value) private {
        if (to == address(0)) revert ZeroAddress();
        balanceOf[from] -= value;
        balanceOf[to] += value;
        emit Transfer(from, to, value);
    }
}

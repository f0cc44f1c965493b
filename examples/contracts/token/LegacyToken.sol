// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.7.0;

import {IERC20} from "../interfaces/IERC20.sol";

/// @title LegacyToken
/// @notice A fixed-supply ERC-20 token from before checked arithmetic, with a transfer to many at once.
contract LegacyToken is IERC20 {
    string public constant name = "Quay";
    string public constant symbol = "QUAY";
    uint8 public constant decimals = 18;
    uint256 public constant MAX_RECEIVERS = 50;

    uint256 public override totalSupply;
    mapping(address => uint256) public override balanceOf;
    mapping(address => mapping(address => uint256)) public override allowance;

    constructor(uint256 supply) {
        totalSupply = supply;
        balanceOf[msg.sender] = supply;
        emit Transfer(address(0), msg.sender, supply);
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
        require(allowed >= value, "allowance too low");
        allowance[from][msg.sender] = allowed - value;
        _move(from, to, value);
        return true;
    }

    /// @notice Sends `value` to each of `receivers`.
    function batchTransfer(address[] calldata receivers, uint256 value) external returns (bool) {
        uint256 count = receivers.length;
        require(count > 0 && count <= MAX_RECEIVERS, "bad number of receivers");

        uint256 total = count * value;
        require(value > 0 && balanceOf[msg.sender] >= total, "balance too low");

        balanceOf[msg.sender] = balanceOf[msg.sender] - total;
        for (uint256 i = 0; i < count; i++) {
            address to = receivers[i];
            require(to != address(0), "receiver is zero");
            balanceOf[to] = _add(balanceOf[to], value);
            emit Transfer(msg.sender, to, value);
        }
        return true;
    }

    function _move(address from, address to, uint256 value) private {
        require(to != address(0), "receiver is zero");
        uint256 balance = balanceOf[from];
        require(balance >= value, "balance too low");
        balanceOf[from] = balance - value;
        balanceOf[to] = _add(balanceOf[to], value);
        emit Transfer(from, to, value);
    }

    function _add(uint256 a, uint256 b) private pure returns (uint256 c) {
        c = a + b;
        require(c >= a, "sum too large");
    }
}

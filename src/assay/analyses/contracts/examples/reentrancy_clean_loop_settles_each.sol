// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;

interface IERC20 {
    function transferFrom(address from, address to, uint256 amount) external returns (bool);
}

/// Spends allowances that expire. Each round reads its allowance, lowers it, and only then calls the token.
contract BatchSpender {
    struct Allowance {
        uint160 amount;
        uint48 expiration;
    }

    struct Transfer {
        address from;
        address to;
        uint160 amount;
        IERC20 token;
    }

    mapping(address => mapping(address => mapping(address => Allowance))) public allowances;

    function approve(address token, address spender, uint160 amount, uint48 expiration) external {
        allowances[msg.sender][token][spender] = Allowance(amount, expiration);
    }

    function transferFrom(Transfer[] calldata transfers) external {
        for (uint256 i = 0; i < transfers.length; i++) {
            spend(transfers[i].from, transfers[i].to, transfers[i].amount, transfers[i].token);
        }
    }

    function spend(address from, address to, uint160 amount, IERC20 token) private {
        Allowance storage allowed = allowances[from][address(token)][msg.sender];
        require(block.timestamp <= allowed.expiration, "expired");
        uint160 most = allowed.amount;
        if (most != type(uint160).max) {
            require(amount <= most, "too much");
            allowed.amount = most - amount;
        }
        require(token.transferFrom(from, to, amount), "transfer failed");
    }
}

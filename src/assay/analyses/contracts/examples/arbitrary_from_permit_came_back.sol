// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;

interface IERC20 {
    function transferFrom(address from, address to, uint256 amount) external returns (bool);
}

/// A token without permit whose fallback accepts everything lets every signature pass.
contract Bridge {
    IERC20 public immutable token;
    mapping(address => uint256) public sent;

    constructor(IERC20 token_) {
        token = token_;
    }

    function sendFor(address from, address to, uint256 amount, uint8 v, bytes32 r, bytes32 s) external {
        (bool permitted,) = address(token).call(
            abi.encodeWithSignature(
                "permit(address,address,uint256,uint256,uint8,bytes32,bytes32)",
                from,
                address(this),
                amount,
                block.timestamp,
                v,
                r,
                s
            )
        );
        require(permitted, "no permit");
        require(token.transferFrom(from, address(this), amount), "not paid");
        sent[to] += amount;
    }
}

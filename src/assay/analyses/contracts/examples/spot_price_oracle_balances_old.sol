// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.5.0;

interface Token {
    function balanceOf(address account) external view returns (uint256);
}

contract Loans {
    Token public stable;
    Token public coin;
    address public pool;
    mapping(address => uint256) public collateralOf;
    mapping(address => uint256) public debtOf;

    constructor(Token _stable, Token _coin, address _pool) public {
        stable = _stable;
        coin = _coin;
        pool = _pool;
    }

    function borrow(uint256 amount) external {
        require(amount < 2**128 && debtOf[msg.sender] < 2**128);
        uint256 debt = debtOf[msg.sender] + amount;
        require(debt <= worthOf(msg.sender) / 2);
        debtOf[msg.sender] = debt;
    }

    function worthOf(address account) public view returns (uint256) {
        uint256 stables = stable.balanceOf(pool);
        uint256 collateral = collateralOf[account];
        require(collateral < 2**128 && stables < 2**128);
        return (collateral * stables) / coin.balanceOf(pool);
    }
}

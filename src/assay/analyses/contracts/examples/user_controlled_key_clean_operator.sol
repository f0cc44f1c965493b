// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

contract Points {
    mapping(address => uint256) public pointsOf;
    mapping(address => mapping(address => bool)) public isOperator;

    function setOperator(address operator, bool yes) external {
        isOperator[msg.sender][operator] = yes;
    }

    function move(address to, uint256 amount) external {
        _move(msg.sender, to, amount);
    }

    function moveFrom(address from, address to, uint256 amount) external {
        require(from == msg.sender || isOperator[from][msg.sender], "not an operator");
        _move(from, to, amount);
    }

    function _move(address from, address to, uint256 amount) private {
        pointsOf[from] -= amount;
        pointsOf[to] += amount;
    }
}

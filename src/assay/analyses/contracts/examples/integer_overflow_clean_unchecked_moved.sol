// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

/// What the compiler let leave one balance fits into another, and into the total.
contract Points {
    uint256 public total;
    mapping(address => uint256) public pointsOf;
    address public immutable issuer = msg.sender;

    function issue(address to, uint256 amount) external {
        require(msg.sender == issuer, "not the issuer");
        total += amount;
        unchecked {
            pointsOf[to] += amount;
        }
    }

    function move(address to, uint256 amount) external {
        pointsOf[msg.sender] -= amount;
        unchecked {
            pointsOf[to] += amount;
        }
    }

    function drop(uint256 amount) external {
        pointsOf[msg.sender] -= amount;
        unchecked {
            total -= amount;
        }
    }
}

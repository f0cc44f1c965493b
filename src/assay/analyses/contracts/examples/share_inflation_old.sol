// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.6.12;

library SafeMath {
    function add(uint256 a, uint256 b) internal pure returns (uint256) {
        require(a + b >= a, "overflow");
        return a + b;
    }

    function mul(uint256 a, uint256 b) internal pure returns (uint256) {
        require(b == 0 || (a * b) / b == a, "overflow");
        return a * b;
    }

    function div(uint256 a, uint256 b) internal pure returns (uint256) {
        require(b != 0, "zero");
        return a / b;
    }
}

interface IERC20 {
    function balanceOf(address account) external view returns (uint256);
    function transferFrom(address from, address to, uint256 amount) external returns (bool);
}

contract Bar {
    using SafeMath for uint256;

    IERC20 public token;
    uint256 public totalSupply;
    mapping(address => uint256) public balanceOf;

    constructor(IERC20 _token) public {
        token = _token;
    }

    function enter(uint256 amount) external {
        uint256 held = token.balanceOf(address(this));
        if (totalSupply == 0 || held == 0) {
            _mint(msg.sender, amount);
        } else {
            _mint(msg.sender, amount.mul(totalSupply).div(held));
        }
        require(token.transferFrom(msg.sender, address(this), amount), "not paid");
    }

    function _mint(address to, uint256 shares) internal {
        totalSupply = totalSupply.add(shares);
        balanceOf[to] = balanceOf[to].add(shares);
    }
}

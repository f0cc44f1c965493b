// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

contract Coupon {
    address public immutable issuer = msg.sender;
    mapping(address => uint256) public balanceOf;
    uint256 public supply;

    function mint(address to, uint256 amount) external {
        supply += amount;
        balanceOf[to] += amount;
    }

    function burn(address from, uint256 amount) external {
        require(msg.sender == issuer, "not the issuer");
        balanceOf[from] -= amount;
        supply -= amount;
    }
}

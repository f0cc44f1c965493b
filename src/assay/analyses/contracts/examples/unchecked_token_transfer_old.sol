// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.4.24;

contract Token {
    function transferFrom(address from, address to, uint256 amount) public returns (bool);
}

contract Shop {
    Token public token;
    address public seller;
    mapping(address => bool) public hasPaid;

    constructor(Token _token) public {
        token = _token;
        seller = msg.sender;
    }

    function buy() external {
        hasPaid[msg.sender] = true;
        token.transferFrom(msg.sender, seller, 10 ether);
    }
}

// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.5.0;

interface Token {
    function transferFrom(address from, address to, uint256 amount) external returns (bool);
}

contract Shop {
    Token public token;
    address public seller;
    mapping(address => bool) public hasPaid;

    constructor(Token _token) public {
        token = _token;
        seller = msg.sender;
    }

    function buyFor(address payer, address receiver) external {
        require(token.transferFrom(payer, seller, 10 ether));
        hasPaid[receiver] = true;
    }
}

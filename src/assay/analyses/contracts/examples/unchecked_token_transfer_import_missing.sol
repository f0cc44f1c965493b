// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

import "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import "@openzeppelin/contracts/token/ERC721/IERC721.sol";

contract Deposits {
    IERC20 public immutable token;
    IERC721 public immutable tickets;
    mapping(address => uint256) public balanceOf;

    constructor(IERC20 token_, IERC721 tickets_) {
        token = token_;
        tickets = tickets_;
    }

    function deposit(uint256 amount, uint256 ticket) external {
        balanceOf[msg.sender] += amount;
        tickets.transferFrom(msg.sender, address(this), ticket);
        token.transferFrom(msg.sender, address(this), amount);
    }
}

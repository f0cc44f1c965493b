// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.4.24;

contract Guestbook {
    address[] public guests;
    uint256 public day;

    function sign() external {
        guests.push(msg.sender);
    }

    function turnPage() external {
        delete guests;
        day++;
    }
}

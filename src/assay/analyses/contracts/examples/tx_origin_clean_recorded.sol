// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

contract Wallet {
    address public immutable owner = msg.sender;
    event Sent(address indexed origin, address indexed to, uint256 amount);

    receive() external payable {}

    function send(address payable to, uint256 amount) external {
        require(msg.sender == owner, "not the owner");
        emit Sent(tx.origin, to, amount);
        (bool ok,) = to.call{value: amount}("");
        require(ok, "not sent");
    }
}

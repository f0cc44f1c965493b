// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

interface IERC777 {
    function send(address to, uint256 amount, bytes calldata data) external;
}

contract Faucet {
    uint256 public constant PORTION = 10e18;
    mapping(IERC777 => mapping(address => bool)) public served;

    function take(IERC777 token) external {
        require(!served[token][msg.sender], "served");
        token.send(msg.sender, PORTION, "");
        served[token][msg.sender] = true;
    }
}

// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.5.0;

interface Token {
    function transfer(address to, uint256 amount) external returns (bool);
}

contract Receiver {
    address public pool;
    address public owner;

    constructor(address _pool) public {
        pool = _pool;
        owner = msg.sender;
    }

    function executeOperation(address reserve, uint256 amount, uint256 fee, bytes calldata params) external {
        (address to, uint256 part) = abi.decode(params, (address, uint256));
        require(part <= amount);
        require(Token(reserve).transfer(to, part));
        require(amount + fee >= amount);
        require(Token(reserve).transfer(pool, amount + fee));
    }
}

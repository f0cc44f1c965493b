// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.4.24;

contract Token {
    mapping(address => uint256) public balances;
}

contract Capped is Token {
    uint256 public sold;

    function sell(address to, uint256 amount) internal {
        require(sold + amount <= 1000);
        sold += amount;
        balances[to] += amount;
    }
}

contract Timed is Token {
    uint256 public end = now + 1 weeks;

    function sell(address to, uint256 amount) internal {
        require(now < end);
        balances[to] += amount;
    }
}

contract Sale is Capped, Timed {
    function buy() public payable {
        sell(msg.sender, msg.value);
    }
}

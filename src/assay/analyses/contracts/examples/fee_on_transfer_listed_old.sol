// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.4.24;

contract Token {
    function transfer(address to, uint256 amount) public returns (bool);
    function transferFrom(address from, address to, uint256 amount) public returns (bool);
}

contract Farm {
    struct Pool {
        Token token;
        uint256 total;
    }

    address public owner = msg.sender;
    Pool[] public pools;
    mapping(uint256 => mapping(address => uint256)) public staked;

    function add(Token token) public {
        require(msg.sender == owner);
        pools.push(Pool(token, 0));
    }

    function stake(uint256 id, uint256 amount) public {
        Pool storage pool = pools[id];
        require(pool.token.transferFrom(msg.sender, address(this), amount));
        staked[id][msg.sender] = staked[id][msg.sender] + amount;
        pool.total = pool.total + amount;
    }

    function leave(uint256 id) public {
        uint256 mine = staked[id][msg.sender];
        staked[id][msg.sender] = 0;
        pools[id].total = pools[id].total - mine;
        require(pools[id].token.transfer(msg.sender, mine));
    }
}

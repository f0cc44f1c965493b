// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

interface ICoin {
    function balanceOf(address account) external view returns (uint256);

    function burn(address account, uint256 amount) external;

    function totalSupply() external view returns (uint256);
}

/// A loan is paid back in full by whoever holds enough, and what he pays with is burnt.
contract Loans {
    ICoin public immutable coin;
    mapping(uint256 => uint256) public owed;
    uint256 public closed;

    constructor(ICoin coin_) {
        coin = coin_;
    }

    function open(uint256 id, uint256 amount) external {
        require(owed[id] == 0, "taken");
        owed[id] = amount;
    }

    function close(uint256 id) external {
        uint256 amount = owed[id];
        require(coin.balanceOf(msg.sender) >= amount, "not enough");
        coin.burn(msg.sender, amount);
        owed[id] = 0;
        closed += 1;
    }

    function note(uint256 id) external {
        assert(coin.balanceOf(msg.sender) <= coin.totalSupply());
        closed = id;
    }
}

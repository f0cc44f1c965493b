// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

contract Token {
    uint256 public totalSupply;
    mapping(address => uint256) public balanceOf;
    address public immutable minter = msg.sender;

    function mint(address to, uint256 value) external {
        require(msg.sender == minter, "not minter");
        _update(address(0), to, value);
    }

    function transfer(address to, uint256 value) external {
        _update(msg.sender, to, value);
    }

    function burn(uint256 value) external {
        _update(msg.sender, address(0), value);
    }

    function _update(address from, address to, uint256 value) private {
        if (from == address(0)) {
            totalSupply += value;
        } else {
            uint256 held = balanceOf[from];
            require(held >= value, "too low");
            unchecked {
                balanceOf[from] = held - value;
            }
        }
        if (to == address(0)) {
            unchecked {
                totalSupply -= value;
            }
        } else {
            unchecked {
                balanceOf[to] += value;
            }
        }
    }
}

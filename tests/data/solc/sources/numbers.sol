// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.24;

type Price is uint128;

using {sum as +, Lists.isZero} for Price global;

uint256 constant MAX = 2 + 3;

enum Kind {
    Plain,
    Fancy
}

struct Entry {
    uint128 amount;
    Price price;
    uint256[] parts;
    Kind kind;
}

function sum(Price a, Price b) pure returns (Price) {
    return Price.wrap(Price.unwrap(a) + Price.unwrap(b));
}

function plus(uint256 a, uint256 b) pure returns (uint256) {
    return a + b;
}

library Numbers {
    event Stored(uint256 amount);

    function twice(uint256 a) internal pure returns (uint256) {
        return twice(a, 1);
    }

    function twice(uint256 a, uint256 times) internal pure returns (uint256) {
        return a * 2 ** times;
    }

    function store(uint256 a) public returns (uint256) {
        emit Stored(a);
        return a;
    }
}

library Lists {
    function drop(Entry[] storage self, uint256 at) internal {
        uint256 last = self.length - 1;
        if (at != last) {
            self[at] = self[last];
        }
        self.pop();
    }

    function isZero(Price price) internal pure returns (bool) {
        return Price.unwrap(price) == 0;
    }
}

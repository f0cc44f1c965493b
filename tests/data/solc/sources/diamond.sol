// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.24;

import {Numbers as N, Price, plus, MAX} from "./numbers.sol";
import * as Everything from "./numbers.sol";
import "./cycle.sol";

interface ILedger {
    event Moved(address indexed from, uint256 amount);
    error Refused(address who, uint256 amount);

    function balanceOf(address who) external view returns (uint256);
    function move(address to, uint256 amount) external returns (bool);
}

abstract contract Root {
    uint256 public total;
    mapping(address => mapping(uint256 => Everything.Entry)) public entries;
    address private owner;

    constructor(uint256 start) {
        total = start;
        owner = msg.sender;
    }

    modifier guarded(uint256 amount) virtual {
        require(amount < total, "too much");
        _;
    }

    function step(uint256 a) internal virtual returns (uint256) {
        return a + 1;
    }

    function step(address a) internal virtual returns (uint256) {
        return uint160(a);
    }

    function hidden() private view returns (address) {
        return owner;
    }

    function reveal() internal view returns (address) {
        return hidden();
    }
}

contract Left is Root(1) {
    function step(uint256 a) internal virtual override returns (uint256) {
        return super.step(a) * 2;
    }

    modifier guarded(uint256 amount) virtual override {
        require(amount != 0);
        _;
        total -= amount;
    }
}

abstract contract Right is Root {
    function step(uint256 a) internal virtual override returns (uint256) {
        return Root.step(a) * 3;
    }

    function step(address a) internal virtual override returns (uint256) {
        return super.step(a);
    }

    function hidden(uint8 more) private pure returns (uint8) {
        return more;
    }

    function reach() internal pure returns (uint8) {
        return hidden(7);
    }
}

contract Bottom is Left, Right, ILedger, CycleB {
    using N for uint256;
    using {plus} for uint256;
    using Everything.Lists for Everything.Entry[];

    Everything.Entry[] internal list;
    uint256[2 ** 3 + MAX] internal fixedList;
    address payable internal immutable sink;
    bytes32 internal constant SLOT = keccak256("bottom");
    mapping(address => uint256) public override balanceOf;

    constructor(address payable to) {
        sink = to;
    }

    function step(uint256 a) internal override(Left, Right) returns (uint256) {
        return super.step(a) + Left.step(a);
    }

    function step(address a) internal override(Root, Right) returns (uint256) {
        return super.step(a) + Root.step(a);
    }

    modifier guarded(uint256 amount) override(Root, Left) {
        _;
    }

    function move(address to, uint256 amount) external override guarded(amount) returns (bool moved) {
        uint256 step_ = step(amount) + step(to) + step({a: amount});
        {
            uint256 total = step_.twice();
            moved = total > amount.plus(1);
        }
        if (Root.total != amount && !moved) revert Refused(to, amount);
        for (uint256 i = 0; i < list.length; ++i) {
            Everything.Entry storage entry = list[i];
            entry.amount += uint128(amount);
            (entry.price, ) = (Price.wrap(1), amount);
        }
        list.drop(0);
        emit Moved(msg.sender, amount);
    }

    function mixed(bool c, uint8 a, uint32 b, bytes calldata data) external view returns (bytes memory, uint256) {
        (uint256 x, uint256 y) = c ? (1, 2) : (uint256(a), b);
        uint256 big = b + 2 ** 32;
        uint256 power = 10 ** a;
        bytes4 tag = bytes4(data[:4]);
        bytes1 first = data[0];
        int256 lowest = type(int256).min;
        Everything.Kind kind = Everything.Kind(a % 2);
        Everything.Kind last = type(Everything.Kind).max;
        bool same = kind == last && tag == this.move.selector && first != 0x00 && lowest < 0;
        string memory text = string.concat("a", same ? "b" : "c");
        return (abi.encodePacked(text, x, y, big, power, Moved.selector, Refused.selector), fixedList.length);
    }

    function outside(ILedger other, address payable who, bytes memory payload) external payable {
        try other.move{gas: 50_000}(who, msg.value) returns (bool ok) {
            require(ok);
        } catch Error(string memory reason) {
            revert(reason);
        } catch (bytes memory) {}
        (bool sent, bytes memory answer) = who.call{value: address(this).balance}(payload);
        (bool also, ) = address(other).staticcall(abi.encodeCall(ILedger.move, (who, 1)));
        require(sent && also && answer.length > 0 && who.send(1));
        who.transfer(ILedger(other).balanceOf(sink));
        (uint128 amount, Price price, ) = Bottom(who).entries(who, 1);
        Price doubled = price + price;
        Holder holder = new Holder{salt: SLOT, value: 1}(amount, Price.unwrap(doubled));
        function(uint256) external returns (uint256) callback = holder.take;
        callback(holder.amount());
        N.store(list.length);
        delete list;
    }

    function pointers(uint256 a) internal returns (uint256) {
        function(uint256) internal returns (uint256) chosen = a > 1 ? twiceInside : thrice;
        return chosen(a) + Everything.plus(a, 2) + plus(a, MAX);
    }

    function twiceInside(uint256 a) private pure returns (uint256) {
        return a << 1;
    }

    function thrice(uint256 a) private pure returns (uint256) {
        unchecked {
            return a * 3;
        }
    }

    function raw(uint256 key) external returns (uint256 found) {
        bytes32 slot = SLOT;
        assembly ("memory-safe") {
            function mixIn(x, y) -> z {
                if iszero(x) {
                    leave
                }
                z := add(x, y)
            }
            let value := sload(add(slot, key))
            switch value
            case 0 {
                sstore(slot, mixIn(key, 1))
            }
            default {
                sstore(list.slot, value)
            }
            for {
                let i := 0
            } lt(i, key) {
                i := add(i, 1)
            } {
                if eq(i, 3) {
                    break
                }
                found := add(found, sload(total.slot))
            }
        }
    }
}

contract Holder {
    uint128 public immutable amount;
    uint128 internal price;

    constructor(uint128 amount_, uint128 price_) payable {
        amount = amount_;
        price = price_;
    }

    function take(uint256 part) external returns (uint256) {
        price -= uint128(part);
        return price;
    }
}

// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

type Price is uint128;

contract Base {
    address owner;
    bool paused;
    uint64 since;
    mapping(address => uint256) balances;
}

interface IThing {}

contract Packed is Base {
    enum Small { A, B, C }
    struct Inner { uint128 a; uint128 b; bool c; }
    struct Outer { bool flag; Inner inner; bytes note; uint8[3] few; }

    uint256 constant LIMIT = 5;
    uint256 immutable started = block.timestamp;
    uint8 a;
    uint8[33] small;
    uint16 b;
    Small mode;
    Price price;
    IThing thing;
    bytes32 word;
    bytes4 selector;
    bytes blob;
    string name;
    uint256[] list;
    Outer outer;
    Outer[2] pair;
    function() external hook;
    function() internal step;
    uint128 c;
    address payable[2] payees;
    int24 d;
    uint[LIMIT] sized;
    bool last;
}

contract Left is Base { uint256 left; }
contract Right is Base { uint128 right; bool r; }
contract Diamond is Left, Right { uint8 own; }

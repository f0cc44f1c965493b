// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

// 👨‍👩‍👧 a family, joined by U+200D
contract Family {
    string public sign = unicode"👨‍👩‍👧";
}

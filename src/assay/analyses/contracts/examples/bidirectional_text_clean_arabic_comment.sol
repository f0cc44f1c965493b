// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

/// عقد بسيط שלום
contract Greeting {
    string public text = unicode"مرحبا";
}

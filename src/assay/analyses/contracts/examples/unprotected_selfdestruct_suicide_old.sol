// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.4.11;

contract Campaign {
    function () external payable {}

    function close(address to) public {
        suicide(to);
    }
}

// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.4.24;

contract Wallet {
    address public code;
    uint256 public dailyLimit;
    uint256 public spentToday;

    constructor(address _code) public {
        code = _code;
        dailyLimit = 1 ether;
    }

    function () external payable {
        if (msg.data.length > 0) {
            require(code.delegatecall(msg.data));
        }
    }
}

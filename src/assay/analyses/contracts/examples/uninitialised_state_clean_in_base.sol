// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

abstract contract Paying {
    address payable internal treasury;
    address internal hook;

    function _pay(uint256 amount) internal {
        treasury.transfer(amount);
        if (hook != address(0)) {
            (bool ok,) = hook.call("");
            require(ok, "hook");
        }
    }
}

contract Shop is Paying {
    constructor(address payable _treasury) {
        treasury = _treasury;
    }

    function buy() external payable {
        _pay(msg.value);
    }
}

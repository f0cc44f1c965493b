// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

interface ITarget {
    function actFor(address sender) external;

    function transferFrom(address from, address to, uint256 amount) external returns (bool);
}

/// The old address of a token: passes calls on, and says first in whose name.
contract Forwarder {
    ITarget public immutable target;

    constructor(ITarget target_) {
        target = target_;
    }

    function transferFrom(address from, address to, uint256 amount) external returns (bool) {
        target.actFor(msg.sender);
        return target.transferFrom(from, to, amount);
    }
}

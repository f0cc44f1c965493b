// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

interface IWrapped {
    function deposit() external payable;
    function transfer(address to, uint256 amount) external returns (bool);
}

contract Wrapper {
    IWrapped public immutable wrapped;

    constructor(IWrapped wrapped_) {
        wrapped = wrapped_;
    }

    function wrapFor(address to) external payable {
        wrapped.deposit{value: msg.value}();
        require(wrapped.transfer(to, msg.value), "not sent");
    }
}

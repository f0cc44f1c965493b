// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

contract Wallet {
    address public immutable guardian = msg.sender;

    receive() external payable {}

    function run(address code, bytes calldata data) external {
        require(msg.sender == guardian, "not the guardian");
        (bool ok,) = code.delegatecall(data);
        require(ok, "failed");
    }
}

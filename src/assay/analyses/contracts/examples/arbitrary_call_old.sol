// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.4.24;

contract Relay {
    function () external payable {}

    function relay(address to, uint256 amount, bytes data) public {
        require(to.call.value(amount)(data));
    }
}

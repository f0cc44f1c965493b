// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

/// Run by the delegatecall of somebody's own wallet; nothing lets ether into the script itself.
contract PayScript {
    function pay(address payable to, uint256 amount) external {
        (bool paid, ) = to.call{value: amount}("");
        require(paid, "not paid");
    }
}

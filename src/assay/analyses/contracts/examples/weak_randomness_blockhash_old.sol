// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.4.24;

contract Coin {
    function () external payable {}

    function flip(bool heads) external payable {
        require(msg.value == 1 ether);
        bool side = uint256(blockhash(block.number - 1)) % 2 == 0;
        if (side == heads) {
            msg.sender.transfer(1.9 ether);
        }
    }
}

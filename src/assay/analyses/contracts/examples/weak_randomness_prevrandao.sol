// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

contract Dice {
    receive() external payable {}

    function roll() external payable {
        require(msg.value == 0.1 ether, "stake is 0.1 ether");
        uint256 eyes = uint256(keccak256(abi.encode(block.prevrandao, msg.sender))) % 6;
        if (eyes == 5) {
            (bool ok,) = msg.sender.call{value: 0.5 ether}("");
            require(ok, "not paid");
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.4.24;

contract Lottery {
    address public winner;

    function () external payable {}

    function draw(bytes32 answer) public {
        require(keccak256(abi.encodePacked(answer, msg.sender)) == bytes32(0));
        winner = msg.sender;
        sendWinnings();
    }

    function sendWinnings() {
        msg.sender.transfer(address(this).balance);
    }
}

// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

contract Airdrop {
    mapping(uint256 => address payable) public winnerOf;
    mapping(uint256 => uint256) public prizeOf;
    address public immutable owner = msg.sender;

    function announce(uint256 draw, address payable winner) external payable {
        require(msg.sender == owner, "not the owner");
        winnerOf[draw] = winner;
        prizeOf[draw] += msg.value;
    }

    function give(address payable[] calldata receivers, uint256 each) external payable {
        require(msg.value == each * receivers.length, "wrong amount");
        for (uint256 i = 0; i < receivers.length; i++) {
            receivers[i].transfer(each);
        }
    }

    function payDraws(uint256[] calldata draws) external {
        for (uint256 i = 0; i < draws.length; i++) {
            uint256 prize = prizeOf[draws[i]];
            prizeOf[draws[i]] = 0;
            winnerOf[draws[i]].transfer(prize);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

contract Coin {
    struct Bet {
        uint256 drawnBlock;
        bool heads;
    }

    mapping(address => Bet) public bets;

    receive() external payable {}

    function bet(bool heads) external payable {
        require(msg.value == 1 ether, "price");
        bets[msg.sender] = Bet(0, heads);
        bets[msg.sender].drawnBlock = block.number + 1;
    }

    function settle() external {
        Bet memory mine = bets[msg.sender];
        require(mine.drawnBlock != 0 && block.number > mine.drawnBlock, "too early");
        require(block.number - mine.drawnBlock <= 256, "too late");
        delete bets[msg.sender];
        bool heads = uint256(blockhash(mine.drawnBlock)) % 2 == 0;
        if (heads == mine.heads) {
            payable(msg.sender).transfer(1.9 ether);
        }
    }
}

// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;

contract Raffle {
    mapping(uint256 => address) public holderOf;
    uint256 public constant PRIZE = 0.1 ether;

    function claim(uint256[] calldata tickets) external {
        require(tickets.length > 0, "no tickets");
        for (uint256 i = 0; i < tickets.length; i++) {
            require(holderOf[tickets[i]] == msg.sender, "not yours");
        }
        payable(msg.sender).transfer(PRIZE);
    }

    receive() external payable {}
}

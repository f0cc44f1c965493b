// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.4.24;

contract Lottery {
    mapping(address => uint256) public drawnAt;

    function () public payable {}

    function enter() public payable {
        require(msg.value == 1 ether);
        drawnAt[msg.sender] = block.number + 2;
    }

    function claim() public {
        uint256 at = drawnAt[msg.sender];
        require(at > 0 && block.number > at);
        drawnAt[msg.sender] = 0;
        if (uint256(block.blockhash(at)) % 10 == 7) {
            msg.sender.transfer(8 ether);
        }
    }
}

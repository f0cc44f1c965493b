// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.4.18;

contract Game {
    uint256 public total;
    address public last;

    function play() external payable {
        require(msg.value == 1 ether && total < 10 ether);
        require(this.balance == total + msg.value);
        total += msg.value;
        last = msg.sender;
    }

    function finish() external {
        require(total >= 10 ether && msg.sender == last);
        total = 0;
        msg.sender.transfer(this.balance);
    }
}

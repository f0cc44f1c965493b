// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.4.24;

contract Throne {
    address public king;
    uint256 public claimPrice = 1 ether;
    mapping(address => uint256) public owed;

    constructor() public {
        king = msg.sender;
    }

    function claim() external payable {
        require(msg.value >= claimPrice && msg.value < 2**128);
        address former = king;
        king = msg.sender;
        claimPrice = msg.value * 3 / 2;
        if (!former.send(msg.value)) {
            require(owed[former] + msg.value >= msg.value);
            owed[former] += msg.value;
        }
    }

    function collect() external {
        uint256 amount = owed[msg.sender];
        owed[msg.sender] = 0;
        msg.sender.transfer(amount);
    }
}

// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

contract Bounty {
    address public immutable owner = msg.sender;
    uint256 public bounty;
    mapping(address => uint256) public rewardOf;

    function fund() external payable {
        require(msg.sender == owner, "not the owner");
        bounty = msg.value;
    }

    function award(address solver) external {
        require(msg.sender == owner, "not the owner");
        rewardOf[solver] += bounty;
        bounty = 0;
    }

    function take() external {
        uint256 reward = rewardOf[msg.sender];
        rewardOf[msg.sender] = 0;
        (bool ok,) = msg.sender.call{value: reward}("");
        require(ok, "not paid");
    }
}

// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

contract Savings {
    address public immutable manager = msg.sender;
    uint256 public index = 1e18;
    uint256 public rate;
    uint256 public accruedAt = block.timestamp;
    mapping(address => bool) public joined;
    mapping(address => mapping(address => uint256)) public allowance;

    function setRate(uint256 rate_) external {
        require(msg.sender == manager, "not the manager");
        accrue();
        rate = rate_;
    }

    function resetIndex() external {
        require(msg.sender == manager, "not the manager");
        index = 1e18;
    }

    function correctIndex(uint256 index_) external {
        require(msg.sender == manager, "not the manager");
        index = index_;
    }

    function accrue() public {
        index += (index * rate * (block.timestamp - accruedAt)) / 1e18;
        accruedAt = block.timestamp;
    }

    function join() external {
        joined[msg.sender] = true;
    }

    function approve(address spender, uint256 amount) external {
        require(joined[msg.sender], "not a member");
        allowance[msg.sender][spender] = amount;
    }
}

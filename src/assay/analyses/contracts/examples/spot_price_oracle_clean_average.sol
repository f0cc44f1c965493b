// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

interface IPair {
    function getReserves() external view returns (uint112 reserve0, uint112 reserve1, uint32 updatedAt);
    function price0CumulativeLast() external view returns (uint256);
}

contract Loans {
    uint256 public constant PERIOD = 30 minutes;
    IPair public immutable pair;
    uint256 public price;
    uint256 private cumulative;
    uint256 private observedAt;
    mapping(address => uint256) public collateralOf;
    mapping(address => uint256) public debtOf;

    constructor(IPair pair_) {
        pair = pair_;
        cumulative = pair_.price0CumulativeLast();
        (,, observedAt) = pair_.getReserves();
    }

    function update() external {
        (,, uint32 updatedAt) = pair.getReserves();
        require(updatedAt >= observedAt + PERIOD, "too early");
        uint256 latest = pair.price0CumulativeLast();
        price = (latest - cumulative) / (updatedAt - observedAt);
        cumulative = latest;
        observedAt = updatedAt;
    }

    function addCollateral() external payable {
        collateralOf[msg.sender] += msg.value;
    }

    function release(uint256 amount) external {
        require(debtOf[msg.sender] == 0, "in debt");
        collateralOf[msg.sender] -= amount;
        (bool ok,) = msg.sender.call{value: amount}("");
        require(ok, "not paid");
    }

    function borrow(uint256 amount) external {
        debtOf[msg.sender] += amount;
        require(debtOf[msg.sender] * 2 <= (collateralOf[msg.sender] * price) >> 112, "too much");
    }
}

// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

interface IPair {
    function getReserves() external view returns (uint112 reserve0, uint112 reserve1, uint32 updatedAt);
}

contract Loans {
    IPair public immutable pair;
    mapping(address => uint256) public collateralOf;
    mapping(address => uint256) public debtOf;

    constructor(IPair pair_) {
        pair = pair_;
    }

    function addCollateral() external payable {
        collateralOf[msg.sender] += msg.value;
    }

    function borrow(uint256 amount) external {
        debtOf[msg.sender] += amount;
        (uint112 reserve0, uint112 reserve1,) = pair.getReserves();
        uint256 worth = (collateralOf[msg.sender] * reserve1) / reserve0;
        require(debtOf[msg.sender] * 2 <= worth, "too much");
    }

    function release(uint256 amount) external {
        require(debtOf[msg.sender] == 0, "in debt");
        collateralOf[msg.sender] -= amount;
        (bool ok,) = msg.sender.call{value: amount}("");
        require(ok, "not paid");
    }
}

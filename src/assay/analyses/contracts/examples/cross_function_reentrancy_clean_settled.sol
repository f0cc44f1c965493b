// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

contract Points {
    mapping(address => uint256) public points;
    uint256 private status = 1;

    modifier nonReentrant() {
        require(status == 1, "entered");
        status = 2;
        _;
        status = 1;
    }

    function buy() external payable nonReentrant {
        points[msg.sender] += msg.value;
    }

    function give(address to) external {
        points[to] += points[msg.sender];
        points[msg.sender] = 0;
    }

    function redeem(address payable to) external nonReentrant {
        uint256 amount = points[msg.sender];
        require(amount > 0, "nothing");
        points[msg.sender] = 0;
        (bool ok,) = to.call{value: amount}("");
        require(ok, "not paid");
    }
}

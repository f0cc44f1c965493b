// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

contract Pool {
    mapping(address => uint256) public shares;
    uint256 public totalShares;
    uint256 public reserve;
    uint256 private status = 1;

    modifier nonReentrant() {
        require(status == 1, "entered");
        status = 2;
        _;
        status = 1;
    }

    function deposit() external payable nonReentrant {
        uint256 minted = totalShares == 0 ? msg.value : (msg.value * totalShares) / reserve;
        reserve += msg.value;
        totalShares += minted;
        shares[msg.sender] += minted;
    }

    function withdraw(uint256 amount) external nonReentrant {
        uint256 value = (amount * reserve) / totalShares;
        shares[msg.sender] -= amount;
        reserve -= value;
        (bool ok,) = msg.sender.call{value: value}("");
        require(ok, "not paid");
        totalShares -= amount;
    }

    function price() external view returns (uint256) {
        return (reserve * 1e18) / totalShares;
    }
}

// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

interface IPoints {
    function transfer(address to, uint256 amount) external returns (bool);
    function seasonOf(address account) external view returns (uint256);
}

contract Points is IPoints {
    mapping(address => uint256) public seasonOf;
    mapping(address => uint256) public balanceOf;

    constructor() {
        balanceOf[msg.sender] = 1000;
    }

    function transfer(address to, uint256 amount) public returns (bool) {
        return _move(msg.sender, to, amount);
    }

    function _move(address from, address to, uint256 amount) internal returns (bool) {
        balanceOf[from] -= amount;
        balanceOf[to] += amount;
        return true;
    }
}

contract Grants {
    IPoints public immutable points;
    mapping(address => uint256) public grantOf;

    constructor(IPoints points_, address receiver) {
        points = points_;
        grantOf[receiver] = 1000;
    }

    function collect() external {
        uint256 amount = grantOf[msg.sender];
        grantOf[msg.sender] = 0;
        points.transfer(msg.sender, amount);
    }
}

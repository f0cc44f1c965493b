// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

interface IPoints {
    function transfer(address to, uint256 amount) external;
}

contract Grants {
    IPoints public immutable points;
    mapping(address => uint256) public grantOf;

    constructor(IPoints points_, address receiver, uint256 amount) payable {
        points = points_;
        grantOf[receiver] = amount;
    }

    function collect(address payable to) external {
        uint256 amount = grantOf[msg.sender];
        require(amount > 0, "no grant");
        grantOf[msg.sender] = 0;
        points.transfer(to, amount);
        to.transfer(address(this).balance);
    }
}

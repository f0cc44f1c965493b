// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.4.24;

contract Fund {
    mapping(address => uint256) public units;
    uint256 public totalUnits;

    function join() public payable {
        units[msg.sender] += msg.value;
        totalUnits += msg.value;
    }

    function leave() public {
        uint256 mine = units[msg.sender];
        uint256 value = (mine * address(this).balance) / totalUnits;
        units[msg.sender] = 0;
        require(msg.sender.call.value(value)());
        totalUnits -= mine;
    }

    function unitPrice() public view returns (uint256) {
        return worth() / totalUnits;
    }

    function worth() internal view returns (uint256) {
        return address(this).balance * 1 ether;
    }
}

// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.4.18;

contract TidalFund {
    address private creator;

    function DynamicFund() public {
        creator = msg.sender;
    }

    function () external payable {}

    function collect() external {
        require(msg.sender == creator);
        creator.transfer(address(this).balance);
    }
}

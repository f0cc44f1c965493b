// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

contract Credits {
    mapping(address => uint256) public creditOf;

    function deposit() external payable {
        creditOf[msg.sender] += msg.value;
    }

    function multicall(bytes[] calldata calls) external {
        for (uint256 i = 0; i < calls.length; i++) {
            (bool ok,) = address(this).delegatecall(calls[i]);
            require(ok, "failed");
        }
    }

    function withdraw() external {
        uint256 amount = creditOf[msg.sender];
        creditOf[msg.sender] = 0;
        (bool ok,) = msg.sender.call{value: amount}("");
        require(ok, "not paid");
    }
}

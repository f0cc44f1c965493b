// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

contract Campaign {
    address payable public immutable beneficiary;
    error NotBeneficiary(address caller);

    constructor(address payable beneficiary_) {
        require(beneficiary_ != address(0), "zero");
        beneficiary = beneficiary_;
    }

    receive() external payable {}

    function close() external {
        checkCaller();
        selfdestruct(beneficiary);
    }

    function checkCaller() private view {
        if (msg.sender != beneficiary) revert NotBeneficiary(msg.sender);
    }
}

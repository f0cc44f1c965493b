// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

contract Fund {
    bytes32 public constant ADMIN = keccak256("ADMIN");
    bytes32 public constant PAYER = keccak256("PAYER");
    mapping(bytes32 => mapping(address => bool)) public hasRole;

    modifier only(bytes32 role) {
        require(hasRole[role][msg.sender], "role missing");
        _;
    }

    constructor() {
        hasRole[ADMIN][msg.sender] = true;
    }

    receive() external payable {}

    function setRole(bytes32 role, address account, bool granted) external only(ADMIN) {
        hasRole[role][account] = granted;
    }

    function withdraw(address payable to, uint256 amount) external only(PAYER) {
        (bool ok,) = to.call{value: amount}("");
        require(ok, "not sent");
    }
}

// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.5.0;

contract Proxy {
    address public code;
    address public admin;

    constructor(address _code) public {
        code = _code;
        admin = msg.sender;
    }

    function upgrade(address _code) external {
        require(msg.sender == admin, "not the admin");
        code = _code;
    }

    function () external payable {
        (bool ok,) = code.delegatecall(msg.data);
        require(ok, "failed");
    }
}

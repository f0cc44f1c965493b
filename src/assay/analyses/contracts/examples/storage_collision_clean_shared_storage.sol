// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

contract ProxyStorage {
    address public admin;
    address public implementation;
}

contract Proxy is ProxyStorage {
    constructor(address target) {
        admin = msg.sender;
        implementation = target;
    }

    fallback() external payable {
        (bool ok, bytes memory data) = implementation.delegatecall(msg.data);
        require(ok, string(data));
        assembly {
            return(add(data, 32), mload(data))
        }
    }
}

contract Counter is ProxyStorage {
    uint256 public count;

    function increase() external {
        count += 1;
    }
}

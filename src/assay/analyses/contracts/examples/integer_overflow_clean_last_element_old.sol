// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.6.12;

/// An empty route makes the index wrap, and the array refuses it.
contract Routes {
    mapping(address => uint256) public arrivals;

    function travel(address[] calldata route, address end) external {
        require(route[route.length - 1] == end, "wrong end");
        for (uint256 i = 0; i < route.length; i++) {
            address next = i < route.length - 1 ? route[i + 1] : end;
            require(next != address(0), "nowhere");
        }
        arrivals[end] = block.number;
    }
}

// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

contract Gateway {
    address public immutable market;

    constructor(address market_) {
        require(market_ != address(0), "zero");
        market = market_;
    }

    function forward(bytes calldata data) external returns (bytes memory) {
        (bool ok, bytes memory answer) = market.call(data);
        require(ok, "failed");
        return answer;
    }
}

// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

contract SwapAggregator {
    function execute(address target, bytes calldata data) external returns (bytes memory) {
        (bool ok, bytes memory answer) = target.call(data);
        require(ok, "failed");
        return answer;
    }
}

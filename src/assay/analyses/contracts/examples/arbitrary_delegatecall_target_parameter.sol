// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

contract Toolbox {
    address public immutable owner = msg.sender;

    function run(address tool, bytes calldata data) external returns (bytes memory) {
        (bool ok, bytes memory answer) = tool.delegatecall(data);
        require(ok, "failed");
        return answer;
    }
}

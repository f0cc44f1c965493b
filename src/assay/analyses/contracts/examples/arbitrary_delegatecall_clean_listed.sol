// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

contract Toolbox {
    address public immutable owner = msg.sender;
    mapping(address => bool) public isTool;

    function setTool(address tool, bool allowed) external {
        require(msg.sender == owner, "not the owner");
        isTool[tool] = allowed;
    }

    function run(address tool, bytes calldata data) external returns (bytes memory) {
        require(isTool[tool], "not a tool");
        (bool ok, bytes memory answer) = tool.delegatecall(data);
        require(ok, "failed");
        return answer;
    }
}

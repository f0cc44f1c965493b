// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

contract Relay {
    address public immutable owner = msg.sender;

    receive() external payable {}

    function relay(address to, uint256 amount, bytes calldata data) external returns (bytes memory) {
        require(msg.sender == owner, "not the owner");
        (bool ok, bytes memory answer) = to.call{value: amount}(data);
        require(ok, "failed");
        return answer;
    }
}

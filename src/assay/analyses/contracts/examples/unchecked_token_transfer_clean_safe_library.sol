// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

interface IERC20 {
    function balanceOf(address account) external view returns (uint256);
    function transfer(address to, uint256 amount) external returns (bool);
    function transferFrom(address from, address to, uint256 amount) external returns (bool);
}

library SafeERC20 {
    function safeTransfer(IERC20 token, address to, uint256 amount) internal {
        (bool ok, bytes memory answer) = address(token).call(abi.encodeCall(IERC20.transfer, (to, amount)));
        require(ok && address(token).code.length > 0, "call failed");
        require(answer.length == 0 || abi.decode(answer, (bool)), "not sent");
    }
}

contract Grants {
    using SafeERC20 for IERC20;

    IERC20 public immutable token;
    mapping(address => uint256) public grantOf;

    constructor(IERC20 token_, address receiver, uint256 amount) {
        token = token_;
        grantOf[receiver] = amount;
    }

    function collect() external {
        uint256 amount = grantOf[msg.sender];
        grantOf[msg.sender] = 0;
        token.safeTransfer(msg.sender, amount);
    }
}

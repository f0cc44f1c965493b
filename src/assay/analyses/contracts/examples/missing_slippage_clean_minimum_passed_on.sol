// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

interface IRouter {
    function swapExactTokensForTokens(
        uint256 amountIn,
        uint256 amountOutMin,
        address[] calldata path,
        address to,
        uint256 deadline
    ) external returns (uint256[] memory amounts);
}

contract Buyer {
    address public immutable owner = msg.sender;
    IRouter public immutable router;
    address[] public path;

    constructor(IRouter router_, address[] memory path_) {
        router = router_;
        path = path_;
    }

    function buy(uint256 amount, uint256 minimum, uint256 deadline) external {
        require(msg.sender == owner, "not the owner");
        router.swapExactTokensForTokens(amount, minimum, path, owner, deadline);
    }
}

// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.5.0;

interface IRouter {
    function swapExactTokensForTokens(
        uint256 amountIn,
        uint256 amountOutMin,
        address[] calldata path,
        address to,
        uint256 deadline
    ) external returns (uint256[] memory amounts);
}

contract Converter {
    IRouter public router;
    address[] public path;
    address public owner;

    constructor(IRouter _router, address[] memory _path) public {
        router = _router;
        path = _path;
        owner = msg.sender;
    }

    function convert(uint256 amount) external {
        require(msg.sender == owner);
        router.swapExactTokensForTokens(amount, 1, path, owner, now);
    }
}

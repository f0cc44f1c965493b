// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

interface IERC20 {
    function approve(address spender, uint256 amount) external returns (bool);
    function transfer(address to, uint256 amount) external returns (bool);
}

interface ILender {
    function flashLoan(address receiver, address token, uint256 amount, bytes calldata data) external returns (bool);
}

contract Refinancer {
    ILender public immutable lender;
    address public immutable owner = msg.sender;

    constructor(ILender lender_) {
        lender = lender_;
    }

    function refinance(address token, uint256 amount, address to) external {
        require(msg.sender == owner, "not the owner");
        require(lender.flashLoan(address(this), token, amount, abi.encode(to)), "no loan");
    }

    function onFlashLoan(address, address token, uint256 amount, uint256 fee, bytes calldata data)
        external
        returns (bytes32)
    {
        address to = abi.decode(data, (address));
        require(IERC20(token).transfer(to, amount), "not sent");
        require(IERC20(token).approve(address(lender), amount + fee), "not approved");
        return keccak256("ERC3156FlashBorrower.onFlashLoan");
    }
}

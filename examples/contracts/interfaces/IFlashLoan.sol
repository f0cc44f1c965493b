// SPDX-License-Identifier: Apache-2.0
pragma solidity >=0.8.0;

/// @title Receiver of a flash loan, after ERC-3156.
interface IFlashBorrower {
    /// @return keccak256("ERC3156FlashBorrower.onFlashLoan") when the loan is accepted.
    function onFlashLoan(address initiator, address token, uint256 amount, uint256 fee, bytes calldata data)
        external
        returns (bytes32);
}

/// @title Lender of a flash loan, after ERC-3156.
interface IFlashLender {
    function flashFee(address token, uint256 amount) external view returns (uint256);

    function flashLoan(IFlashBorrower receiver, address token, uint256 amount, bytes calldata data)
        external
        returns (bool);
}

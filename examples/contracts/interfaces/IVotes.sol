// SPDX-License-Identifier: Apache-2.0
pragma solidity >=0.8.0;

/// @title A token that remembers how many votes an account had.
interface IVotes {
    function balanceOf(address account) external view returns (uint256);

    /// @notice Votes that `account` held at the end of `blockNumber`, which has to be in the past.
    function getPastVotes(address account, uint256 blockNumber) external view returns (uint256);
}

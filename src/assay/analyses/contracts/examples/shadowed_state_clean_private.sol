// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.5.0;

contract Counted {
    uint256 private count;

    function _counted() internal returns (uint256) {
        count += 1;
        return count;
    }
}

contract Tickets is Counted {
    uint256 public constant MOST = 100;
    uint256 public count;

    function issue() external {
        require(_counted() <= MOST);
        count += 1;
    }
}

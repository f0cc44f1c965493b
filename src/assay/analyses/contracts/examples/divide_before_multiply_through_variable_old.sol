// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.4.24;

contract Rewards {
    uint256 public total = 1000 ether;

    function share(uint256 part, uint256 whole) public view returns (uint256) {
        require(whole > 0 && part <= whole);
        uint256 each = total / whole;
        return each * part;
    }
}

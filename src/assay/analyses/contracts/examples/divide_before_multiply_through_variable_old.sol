// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.4.24;

library SafeMath {
    function mul(uint256 a, uint256 b) internal pure returns (uint256) {
        if (a == 0) {
            return 0;
        }
        uint256 c = a * b;
        require(c / a == b);
        return c;
    }

    function div(uint256 a, uint256 b) internal pure returns (uint256) {
        require(b > 0);
        return a / b;
    }
}

contract Rewards {
    using SafeMath for uint256;

    mapping(address => uint256) public owed;
    uint256 public total = 1000 ether;

    function share(uint256 part, uint256 whole) external {
        require(whole > 0 && part <= whole);
        uint256 each = total.div(whole);
        owed[msg.sender] = each.mul(part);
    }
}

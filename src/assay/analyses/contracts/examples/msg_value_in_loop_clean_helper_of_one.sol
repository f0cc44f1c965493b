// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;

/// The price is asked once; the loop only hands over what belongs to the set that was paid for.
contract Sets {
    mapping(uint256 => uint256) public priceOf;
    mapping(uint256 => uint256[]) public members;
    mapping(uint256 => address) public ownerOf;

    function buySet(uint256 set) external payable {
        _pay(set);
        for (uint256 i = 0; i < members[set].length; i++) {
            _handOver(members[set][i]);
        }
    }

    function withdraw() external {
        payable(ownerOf[0]).transfer(address(this).balance);
    }

    function _pay(uint256 set) private {
        require(msg.value == priceOf[set], "not the price");
        priceOf[set] = type(uint256).max;
    }

    function _handOver(uint256 id) private {
        ownerOf[id] = msg.sender;
    }
}

pragma solidity ^0.5.0;

contract Draw {
    mapping(uint256 => address) public tickets;
    uint256 public sold;

    modifier people() {
        require(!_hasCode(msg.sender), "people only");
        _;
    }

    function join() public people {
        tickets[sold++] = msg.sender;
    }

    function _hasCode(address who) private view returns (bool) {
        uint256 size;
        assembly {
            size := extcodesize(who)
        }
        return size > 0;
    }
}

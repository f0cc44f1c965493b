// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.4.24;

contract Oracle {
    function query(string source) public payable returns (bytes32);
}

contract Bet {
    Oracle oracle;
    mapping(bytes32 => address) bettors;

    function Bet(Oracle _oracle) public payable {
        oracle = _oracle;
    }

    function bet() public payable {
        require(msg.value == 1 ether);
        bettors[oracle.query("coin")] = msg.sender;
    }

    function __callback(bytes32 id, string result) public {
        if (bytes(result)[0] == "1") {
            bettors[id].transfer(2 ether);
        }
        bettors[id] = 0;
    }
}

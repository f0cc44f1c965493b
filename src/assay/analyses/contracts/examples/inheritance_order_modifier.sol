// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.5.0;

contract Owned {
    address public owner = msg.sender;

    modifier onlyAllowed() {
        require(msg.sender == owner, "not the owner");
        _;
    }
}

contract Members {
    mapping(address => bool) public isMember;

    modifier onlyAllowed() {
        require(isMember[msg.sender], "not a member");
        _;
    }

    function join() public {
        isMember[msg.sender] = true;
    }
}

contract Club is Owned, Members {
    function close() public onlyAllowed {
        selfdestruct(msg.sender);
    }
}

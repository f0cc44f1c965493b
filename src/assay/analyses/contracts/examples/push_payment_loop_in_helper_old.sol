// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.4.24;

contract Pool {
    struct Member {
        address account;
        uint256 share;
    }

    Member[] public members;

    function join() external payable {
        require(msg.value >= 1 ether && msg.value < 2**128);
        members.push(Member(msg.sender, msg.value));
    }

    function close() external {
        for (uint256 i = 0; i < members.length; i++) {
            Member storage member = members[i];
            pay(member);
        }
        delete members;
    }

    function pay(Member storage member) internal {
        uint256 amount = member.share;
        member.share = 0;
        require(member.account.send(amount));
    }
}

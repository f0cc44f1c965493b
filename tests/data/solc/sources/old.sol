// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.4.24;

library SafeNumbers {
    function add(uint256 a, uint256 b) internal pure returns (uint256 c) {
        c = a + b;
        assert(c >= a);
    }
}

contract Owned {
    address owner;

    function Owned() public {
        owner = msg.sender;
    }

    modifier onlyOwner() {
        if (msg.sender != owner) throw;
        _;
    }
}

contract Bank is Owned {
    using SafeNumbers for uint256;

    struct Account {
        uint256 amount;
        address[] friends;
    }

    event Paid(address who, uint256 amount);

    mapping(address => Account) accounts;
    uint256[2 ** 8] history;
    uint256[] queue;

    function () public payable {
        put(msg.value);
    }

    function put(uint256 amount) internal {
        var account = accounts[msg.sender];
        account.amount = account.amount.add(amount);
        uint256 length = queue.push(amount);
        history[length % history.length] = now;
        Paid(msg.sender, amount);
    }

    function pay(address to, uint256 amount) public payable onlyOwner returns (bool) {
        if (amount > 1 ether) {
            bool early = true;
        }
        early = to.send(amount);
        for (var i = 0; i < queue.length; i++) {
            queue[i] = uint256(sha3(i, block.blockhash(block.number - 1)));
        }
        if (!to.call.value(amount).gas(2300)(bytes4(sha3("ping()")), amount)) return false;
        to.delegatecall(msg.data);
        to.transfer(this.balance);
        Bank(to).pay.value(1).gas(msg.gas)(owner, 2 ** queue.length);
        suicide(owner);
        return early;
    }
}

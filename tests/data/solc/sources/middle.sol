// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.6.12;
pragma experimental ABIEncoderV2;

abstract contract Named {
    function name() public view virtual returns (string memory);
    function label(uint8 n) internal virtual returns (uint256) { return 1 << n; }
}

contract Store is Named {
    struct Item { uint256 amount; address payable holder; }
    Item[] public items;
    address public owner = msg.sender;
    mapping(bytes32 => Item) byHash;

    constructor() public payable {}
    receive() external payable { items.push(Item({holder: msg.sender, amount: msg.value})); }
    fallback() external { require(msg.data.length == 0); }

    function name() public view override returns (string memory) { return "store"; }

    function label(uint8 n) internal override returns (uint256) { return super.label(n) + 2 ** n; }

    function pay(uint256 at) external {
        Item storage item = items[at];
        address payable to = item.holder;
        uint256 amount = item.amount;
        delete items[at];
        (bool ok, bytes memory data) = to.call{value: amount, gas: gasleft() / 2}(abi.encodeWithSignature("paid(uint256)", amount));
        require(ok && (data.length == 0 || abi.decode(data, (bool))), "not paid");
        Store(to).pay.gas(5000)(at);
        bytes32 key = keccak256(abi.encodePacked(to, at));
        byHash[key] = Item(amount, to);
        uint16 small = uint16(at);
        (small, amount) = (small + 1, amount - small);
        do { small--; if (small == 7) continue; } while (small > 0);
    }
}

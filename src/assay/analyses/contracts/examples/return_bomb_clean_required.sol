// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

contract Subscriptions {
    mapping(address => address) public listenerOf;
    mapping(address => uint256) public creditOf;
    event Notified(address listener, bool ok);

    function listen(address listener) external payable {
        listenerOf[msg.sender] = listener;
        creditOf[msg.sender] += msg.value;
    }

    function end(address subscriber) external {
        uint256 amount = creditOf[subscriber];
        creditOf[subscriber] = 0;
        address listener = listenerOf[subscriber];
        (bool ok,) = listener.call{gas: 100_000}("");
        require(ok, "not notified");
        emit Notified(listener, ok);
        payable(subscriber).transfer(amount);
    }
}

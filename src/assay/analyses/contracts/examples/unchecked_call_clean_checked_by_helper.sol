// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

library Results {
    error NotPaid(bytes reason);

    function verify(bool ok, bytes memory answer) internal pure {
        if (!ok) {
            revert NotPaid(answer);
        }
    }
}

contract Payouts {
    mapping(address => uint256) public due;

    function fund(address to) external payable {
        due[to] += msg.value;
    }

    function collect() external {
        uint256 amount = due[msg.sender];
        due[msg.sender] = 0;
        (bool ok, bytes memory answer) = msg.sender.call{value: amount}("");
        Results.verify(ok, answer);
    }

    function collectAsTold(address payable to) external {
        uint256 amount = due[msg.sender];
        due[msg.sender] = 0;
        bool ok;
        assembly {
            ok := call(gas(), to, amount, 0, 0, 0, 0)
            if iszero(ok) {
                revert(0, 0)
            }
        }
    }
}

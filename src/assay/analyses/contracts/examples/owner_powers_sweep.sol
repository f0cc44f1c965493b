// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

interface IERC20 {
    function transfer(address to, uint256 amount) external returns (bool);
}

contract Pool {
    address public owner = msg.sender;
    mapping(address => uint256) public balanceOf;

    modifier onlyOwner() {
        require(msg.sender == owner, "not the owner");
        _;
    }

    function deposit() external payable {
        balanceOf[msg.sender] += msg.value;
    }

    function rescue(IERC20 token, address to, uint256 amount) external onlyOwner {
        require(token.transfer(to, amount), "not sent");
    }

    function sweep(address payable to) external onlyOwner {
        to.transfer(address(this).balance);
    }
}

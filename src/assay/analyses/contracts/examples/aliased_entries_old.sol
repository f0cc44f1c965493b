pragma solidity ^0.4.24;

contract OldToken {
    mapping(address => uint256) public balances;

    function OldToken() public {
        balances[msg.sender] = 1000000;
    }

    function transfer(address to, uint256 amount) public returns (bool) {
        require(balances[msg.sender] >= amount && balances[to] + amount >= balances[to]);
        uint256 left = balances[msg.sender] - amount;
        uint256 after_ = balances[to] + amount;
        balances[msg.sender] = left;
        balances[to] = after_;
        return true;
    }
}

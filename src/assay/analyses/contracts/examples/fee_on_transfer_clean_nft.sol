// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

interface IERC721 {
    function transferFrom(address from, address to, uint256 id) external;
}

interface IERC20 {
    function transfer(address to, uint256 amount) external returns (bool);
}

contract Pawn {
    struct Loan {
        IERC721 collection;
        uint256 id;
        address owner;
    }

    IERC20 public immutable cash;
    mapping(uint256 => Loan) public loans;
    uint256 public count;

    constructor(IERC20 cash_) {
        cash = cash_;
    }

    function pawn(IERC721 collection, uint256 id) external {
        collection.transferFrom(msg.sender, address(this), id);
        uint256 number = count++;
        loans[number].collection = collection;
        loans[number].id = id;
        loans[number].owner = msg.sender;
        require(cash.transfer(msg.sender, 100), "not paid");
    }

    function redeem(uint256 number) external {
        Loan memory loan = loans[number];
        require(loan.owner == msg.sender, "not yours");
        delete loans[number];
        require(cash.transfer(msg.sender, 1), "not paid");
        loan.collection.transferFrom(address(this), msg.sender, loan.id);
    }
}

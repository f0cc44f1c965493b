// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.4.24;

/// @title PaymentSplitter
/// @notice Divides the ether it receives among fixed payees, who each collect their part.
contract PaymentSplitter {
    uint256 public constant MAX_PAYEES = 20;

    uint256 public totalShares;
    uint256 public totalReleased;

    mapping(address => uint256) public sharesOf;
    mapping(address => uint256) public releasedTo;
    address[] public payees;

    event PaymentReceived(address indexed from, uint256 amount);
    event PaymentReleased(address indexed to, uint256 amount);
    event PayeeReplaced(address indexed from, address indexed to);

    constructor(address[] _payees, uint256[] _shares) public {
        require(_payees.length == _shares.length, "lengths differ");
        require(_payees.length > 0 && _payees.length <= MAX_PAYEES, "bad number of payees");

        for (uint256 i = 0; i < _payees.length; i++) {
            require(_payees[i] != address(0), "payee is zero");
            require(_shares[i] > 0, "no shares");
            require(sharesOf[_payees[i]] == 0, "payee given twice");
            payees.push(_payees[i]);
            sharesOf[_payees[i]] = _shares[i];
            totalShares = _add(totalShares, _shares[i]);
        }
    }

    function () external payable {
        emit PaymentReceived(msg.sender, msg.value);
    }

    /// @notice Sends a payee what is due to it.
    function release(address _payee) external {
        uint256 amount = due(_payee);
        require(amount > 0, "nothing due");

        releasedTo[_payee] = _add(releasedTo[_payee], amount);
        totalReleased = _add(totalReleased, amount);
        _payee.send(amount);

        emit PaymentReleased(_payee, amount);
    }

    /// @notice Moves the caller's shares, and what is due on them, to another address.
    function replacePayee(uint256 _index, address _to) external {
        require(payees[_index] == msg.sender, "not this payee");
        require(_to != address(0), "payee is zero");
        require(sharesOf[_to] == 0, "already a payee");

        payees[_index] = _to;
        sharesOf[_to] = sharesOf[msg.sender];
        releasedTo[_to] = releasedTo[msg.sender];
        sharesOf[msg.sender] = 0;
        releasedTo[msg.sender] = 0;
        emit PayeeReplaced(msg.sender, _to);
    }

    /// @notice Wei that `_payee` can collect now.
    function due(address _payee) public view returns (uint256) {
        uint256 received = _add(address(this).balance, totalReleased);
        uint256 part = _mul(received, sharesOf[_payee]) / totalShares;
        require(part >= releasedTo[_payee], "already paid");
        return part - releasedTo[_payee];
    }

    function _add(uint256 a, uint256 b) private pure returns (uint256 c) {
        c = a + b;
        require(c >= a, "sum too large");
    }

    function _mul(uint256 a, uint256 b) private pure returns (uint256 c) {
        if (a == 0) return 0;
        c = a * b;
        require(c / a == b, "product too large");
    }
}

// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

/// @title Lottery
/// @notice One draw: tickets are sold until the closing time, then one of them wins the pot.
///         When too few were sold, everybody gets their stake back.
contract Lottery {
    enum Phase {
        Open,
        Drawn,
        Cancelled
    }

    uint256 public constant TICKET_PRICE = 0.05 ether;
    uint256 public constant MIN_TICKETS = 10;

    uint256 public immutable closesAt;

    Phase public phase;
    address[] public players;
    mapping(address => uint256) public ticketsOf;
    address public winner;

    event TicketSold(address indexed player, uint256 ticket);
    event WinnerDrawn(address indexed winner, uint256 ticket);
    event PrizeClaimed(address indexed winner, uint256 amount);
    event Cancelled(uint256 tickets);

    error NotWinner(address caller);
    error PaymentFailed(address to);
    error StillOpen();
    error TicketsMissing();
    error TooLate();
    error WrongPhase();
    error WrongPrice(uint256 paid);

    constructor(uint256 duration) {
        closesAt = block.timestamp + duration;
    }

    /// @notice Buys one ticket.
    function buy() external payable returns (uint256 ticket) {
        if (block.timestamp >= closesAt) revert TooLate();
        if (msg.value != TICKET_PRICE) revert WrongPrice(msg.value);
        ticket = players.length;
        players.push(msg.sender);
        ticketsOf[msg.sender] += 1;
        emit TicketSold(msg.sender, ticket);
    }

    /// @notice Draws the winning ticket.
    function draw() external {
        if (phase != Phase.Open) revert WrongPhase();
        if (block.timestamp < closesAt) revert StillOpen();
        if (players.length < MIN_TICKETS) revert TicketsMissing();

        uint256 seed = uint256(keccak256(abi.encode(block.prevrandao, block.timestamp, players.length)));
        uint256 ticket = seed % players.length;

        phase = Phase.Drawn;
        winner = players[ticket];
        emit WinnerDrawn(winner, ticket);
    }

    /// @notice Pays the pot to the winner.
    function claim() external {
        if (phase != Phase.Drawn) revert WrongPhase();
        if (msg.sender != winner) revert NotWinner(msg.sender);
        winner = address(0);
        uint256 pot = address(this).balance;
        emit PrizeClaimed(msg.sender, pot);
        _pay(msg.sender, pot);
    }

    /// @notice Gives the stakes back when too few tickets were sold.
    function cancel() external {
        if (phase != Phase.Open) revert WrongPhase();
        if (block.timestamp < closesAt) revert StillOpen();
        if (players.length >= MIN_TICKETS) revert WrongPhase();
        phase = Phase.Cancelled;
        emit Cancelled(players.length);

        for (uint256 i = 0; i < players.length; i++) {
            _pay(players[i], TICKET_PRICE);
        }
    }

    function _pay(address to, uint256 amount) private {
        (bool sent,) = to.call{value: amount}("");
        if (!sent) revert PaymentFailed(to);
    }
}

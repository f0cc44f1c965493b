// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

/// @title LotteryFixed
/// @notice One draw: tickets are sold until the closing time, then one of them wins the pot.
///         When too few were sold, everybody gets their stake back.
/// @dev A ticket comes with the hash of a secret. After the closing time the secrets are shown, and all of them
///      together choose the winner; a ticket whose secret was not shown can't win, and its stake stays in the pot.
contract LotteryFixed {
    enum Phase {
        Open,
        Drawn,
        Cancelled
    }

    uint256 public constant TICKET_PRICE = 0.05 ether;
    uint256 public constant MIN_TICKETS = 10;

    uint256 public constant REVEAL_PERIOD = 2 days;

    uint256 public immutable closesAt;

    Phase public phase;
    address[] public players;
    bytes32[] public commitments;
    uint256[] public revealed;
    bytes32 public seed;
    mapping(address => uint256) public ticketsOf;
    address public winner;

    event TicketSold(address indexed player, uint256 ticket);
    event SecretRevealed(uint256 ticket);
    event Refunded(address indexed player, uint256 amount);
    event WinnerDrawn(address indexed winner, uint256 ticket);
    event PrizeClaimed(address indexed winner, uint256 amount);
    event Cancelled(uint256 tickets);

    error NotTicketHolder(address caller);
    error NothingToRefund();
    error NotThisSecret(uint256 ticket);
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
    /// @param commitment keccak256 of the caller's address and a secret of 32 random bytes.
    function buy(bytes32 commitment) external payable returns (uint256 ticket) {
        if (block.timestamp >= closesAt) revert TooLate();
        if (msg.value != TICKET_PRICE) revert WrongPrice(msg.value);
        ticket = players.length;
        players.push(msg.sender);
        commitments.push(commitment);
        ticketsOf[msg.sender] += 1;
        emit TicketSold(msg.sender, ticket);
    }

    /// @notice Shows the secret of one of the caller's tickets.
    function reveal(uint256 ticket, bytes32 secret) external {
        if (block.timestamp < closesAt) revert StillOpen();
        if (block.timestamp >= closesAt + REVEAL_PERIOD) revert TooLate();
        if (keccak256(abi.encode(msg.sender, secret)) != commitments[ticket]) revert NotThisSecret(ticket);
        if (players[ticket] != msg.sender) revert NotTicketHolder(msg.sender);
        commitments[ticket] = bytes32(0);
        revealed.push(ticket);
        seed = keccak256(abi.encode(seed, secret));
        emit SecretRevealed(ticket);
    }

    /// @notice Draws the winning ticket.
    function draw() external {
        if (phase != Phase.Open) revert WrongPhase();
        if (block.timestamp < closesAt + REVEAL_PERIOD) revert StillOpen();
        if (players.length < MIN_TICKETS) revert TicketsMissing();

        if (revealed.length == 0) revert TicketsMissing();
        uint256 ticket = revealed[uint256(seed) % revealed.length];

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

    /// @notice Lets everybody take their stake back when too few tickets were sold.
    function cancel() external {
        if (phase != Phase.Open) revert WrongPhase();
        if (block.timestamp < closesAt) revert StillOpen();
        bool nobodyRevealed = revealed.length == 0 && block.timestamp >= closesAt + REVEAL_PERIOD;
        if (players.length >= MIN_TICKETS && !nobodyRevealed) revert WrongPhase();
        phase = Phase.Cancelled;
        emit Cancelled(players.length);
    }

    /// @notice Pays the caller's stakes back after the draw was cancelled.
    function refund() external {
        if (phase != Phase.Cancelled) revert WrongPhase();
        uint256 amount = ticketsOf[msg.sender] * TICKET_PRICE;
        if (amount == 0) revert NothingToRefund();
        ticketsOf[msg.sender] = 0;
        emit Refunded(msg.sender, amount);
        _pay(msg.sender, amount);
    }

    function _pay(address to, uint256 amount) private {
        (bool sent,) = to.call{value: amount}("");
        if (!sent) revert PaymentFailed(to);
    }
}

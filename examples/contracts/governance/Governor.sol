// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

import {IVotes} from "../interfaces/IVotes.sol";

/// @title Governor
/// @notice Token holders propose a call, vote on it, and anybody carries it out when it was accepted.
contract Governor {
    struct Proposal {
        address proposer;
        address target;
        bytes data;
        uint256 createdAtBlock;
        uint256 votingEnds;
        uint256 votesFor;
        uint256 votesAgainst;
        bool executed;
    }

    uint256 public constant VOTING_PERIOD = 3 days;
    uint256 public constant EXECUTION_DELAY = 2 days;
    uint256 public constant EXECUTION_WINDOW = 14 days;

    IVotes public immutable token;
    uint256 public immutable proposalThreshold;
    uint256 public immutable quorum;

    Proposal[] private _proposals;
    mapping(uint256 => mapping(address => bool)) public hasVoted;

    event Proposed(uint256 indexed id, address indexed proposer, address target, bytes data);
    event Voted(uint256 indexed id, address indexed voter, bool support, uint256 votes);
    event Executed(uint256 indexed id);

    error AlreadyDone(uint256 id);
    error BelowThreshold(uint256 votes);
    error CallFailed(uint256 id);
    error NotAccepted(uint256 id);
    error NotAContract(address target);
    error OutsideWindow(uint256 id);

    constructor(IVotes token_, uint256 proposalThreshold_, uint256 quorum_) {
        token = token_;
        proposalThreshold = proposalThreshold_;
        quorum = quorum_;
    }

    function proposalCount() external view returns (uint256) {
        return _proposals.length;
    }

    function proposal(uint256 id) external view returns (Proposal memory) {
        return _proposals[id];
    }

    /// @notice Puts a call to `target` up for a vote.
    function propose(address target, bytes calldata data) external returns (uint256 id) {
        if (target.code.length == 0) revert NotAContract(target);
        uint256 votes = token.getPastVotes(msg.sender, block.number - 1);
        if (votes < proposalThreshold) revert BelowThreshold(votes);

        id = _proposals.length;
        Proposal storage created = _proposals.push();
        created.proposer = msg.sender;
        created.target = target;
        created.data = data;
        created.createdAtBlock = block.number;
        created.votingEnds = block.timestamp + VOTING_PERIOD;
        emit Proposed(id, msg.sender, target, data);
    }

    /// @notice Votes for or against a proposal, once, with all of the caller's votes.
    function vote(uint256 id, bool support) external returns (uint256 votes) {
        Proposal storage current = _proposals[id];
        if (block.timestamp >= current.votingEnds) revert OutsideWindow(id);
        if (hasVoted[id][msg.sender]) revert AlreadyDone(id);
        hasVoted[id][msg.sender] = true;

        votes = token.balanceOf(msg.sender);
        if (support) {
            current.votesFor += votes;
        } else {
            current.votesAgainst += votes;
        }
        emit Voted(id, msg.sender, support, votes);
    }

    /// @notice Carries an accepted proposal out, between two and sixteen days after the vote.
    function execute(uint256 id) external {
        Proposal storage current = _proposals[id];
        uint256 opens = current.votingEnds + EXECUTION_DELAY;
        if (block.timestamp < opens || block.timestamp > opens + EXECUTION_WINDOW) revert OutsideWindow(id);
        if (current.votesFor <= current.votesAgainst || current.votesFor < quorum) revert NotAccepted(id);
        if (current.executed) revert AlreadyDone(id);
        current.executed = true;
        emit Executed(id);

        (bool ok,) = current.target.call(current.data);
        if (!ok) revert CallFailed(id);
    }
}

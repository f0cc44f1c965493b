"""Balances of the moment that count or open the way, and those that are locked, settled or only covered."""

import pytest

from assay.analyses.contracts.momentary_balance_voting import RULE, momentary_balance_voting
from assay.core.outcome import Found
from assay.engine.rules import BoundRule
from assay.testing.asking import answers_for

BOUND = BoundRule(RULE, momentary_balance_voting, momentary_balance_voting.__module__)
HEAD = """pragma solidity ^0.8.0;
interface T { function balanceOf(address) external view returns (uint);
    function getVotes(address) external view returns (uint);
    function totalSupply() external view returns (uint);
    function transferFrom(address, address, uint) external returns (bool); }
contract A { T token; uint yes; mapping(address => uint) points; mapping(address => uint) last; uint paused;
    mapping(address => uint) held; uint supply;
    function transfer(address to, uint a) external { held[msg.sender] -= a; held[to] += a; }
"""


def severities(body: str) -> list[str]:
    outcomes = answers_for(BOUND, stdin=f"{HEAD}{body} }}".encode())
    return [o.severity.value for o in outcomes if isinstance(o, Found)]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (
            "function f() external { g(msg.sender); } function g(address w) internal { yes += token.getVotes(w); }",
            "high",
        ),
        ("function f() external { points[msg.sender] += token.balanceOf(msg.sender) / 33; }", "medium"),
        (
            "function f() external { require(token.balanceOf(msg.sender) * 2 > token.totalSupply()); paused = 1; }",
            "medium",
        ),
        ("function f() external { yes += held[msg.sender]; }", "high"),
    ],
)
def test_what_is_held_at_the_moment_counts(body: str, expected: str) -> None:
    assert severities(body) == [expected]


@pytest.mark.parametrize(
    "body",
    [
        "function f() external { require(token.balanceOf(msg.sender) > 0); yes += 1; }",
        "function f(uint a) external { require(token.balanceOf(msg.sender) >= a); yes += a; }",
        (
            "function f() external { uint b = token.balanceOf(msg.sender);"
            " token.transferFrom(msg.sender, address(this), b); points[msg.sender] += b; }"
        ),
        "function f() external { last[msg.sender] = token.balanceOf(msg.sender); }",
        "function f() external { yes += token.balanceOf(address(this)); }",
        "function f() external { supply += held[msg.sender]; held[msg.sender] = 0; }",
    ],
)
def test_clubs_cover_deposits_and_notes_are_not_found(body: str) -> None:
    assert severities(body) == []

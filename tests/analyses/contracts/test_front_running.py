"""Answers that can be copied, and what ties an answer to who gives it."""

import pytest

from assay.analyses.contracts.front_running import RULE, front_running
from assay.core.outcome import Found
from assay.engine.rules import BoundRule
from assay.testing.asking import answers_for

BOUND = BoundRule(RULE, front_running, front_running.__module__)
HEAD = """pragma solidity ^0.8.0; contract A { address winner; bytes32 kept; mapping(bytes32 => address) to;
    mapping(bytes32 => bool) used; mapping(address => bytes32) commitmentOf; address boss; """
PAY = "payable(msg.sender).transfer(1 ether);"


def severities(body: str) -> list[str]:
    outcomes = answers_for(BOUND, stdin=f"{HEAD} {body} }}".encode())
    return [o.severity.value for o in outcomes if isinstance(o, Found)]


@pytest.mark.parametrize(
    "body",
    [
        "function f(bytes32 g) external { if (keccak256(abi.encode(g)) == keccak256('hello')) winner = msg.sender; }",
        f"function f(bytes memory g) external {{ if (kept != sha256(g)) revert(); {PAY} }}",
        (
            f"function f(bytes memory g) external {{ _check(g); {PAY} }}"
            "function _check(bytes memory g) internal view { require(kept == keccak256(g)); }"
        ),
    ],
)
def test_an_answer_that_anyone_may_repeat_is_found(body: str) -> None:
    assert severities(body) == ["medium"]


@pytest.mark.parametrize(
    "body",
    [
        f"function f(bytes32 p) external {{ require(to[sha256(abi.encode(p))] == msg.sender); {PAY} }}",
        (
            "function f(bytes memory d) external { bytes32 h = keccak256(d); require(!used[h]); used[h] = true;"
            " winner = msg.sender; }"
        ),
        f"function f(uint n) external {{ require(keccak256(abi.encode(msg.sender, n)) == kept); {PAY} }}",
        f"function f(bytes32 s) external {{ require(keccak256(abi.encode(s)) == commitmentOf[msg.sender]); {PAY} }}",
        f"function f(bytes memory g) external {{ require(msg.sender == boss && keccak256(g) == kept); {PAY} }}",
        "function f(bytes memory g) external { require(keccak256(g) == kept); payable(boss).transfer(1); }",
    ],
)
def test_an_answer_that_is_tied_to_its_sender_is_not(body: str) -> None:
    assert severities(body) == []

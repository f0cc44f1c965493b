"""Where seconds decide, and where only time passes."""

import pytest

from assay.analyses.contracts.timestamp_dependence import RULE, timestamp_dependence
from assay.core.outcome import Found
from assay.engine.rules import BoundRule
from assay.testing.asking import answers_for

BOUND = BoundRule(RULE, timestamp_dependence, timestamp_dependence.__module__)
HEAD = "pragma solidity ^0.8.0; contract A { address winner; uint last; uint ends = block.timestamp + 3 days; uint n;"
PAY = "payable(msg.sender).transfer(1 ether);"


def severities(body: str) -> list[str]:
    outcomes = answers_for(BOUND, stdin=f"{HEAD} {body} }}".encode())
    return [o.severity.value for o in outcomes if isinstance(o, Found)]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (f"function f() external {{ if (block.timestamp % 15 == 0) {PAY} }}", "medium"),
        ("function f(uint s) external { uint t = block.timestamp; if (s + 5 days == t) winner = msg.sender; }", "low"),
        (f"function f() external {{ require(block.timestamp == ends); {PAY} }}", "medium"),
        ("function f() external view returns (bool) { return block.timestamp >= 1546300800; }", "low"),
        (
            (
                f"function g(uint t) internal {{ if (block.timestamp - t > 1 days) {PAY} }}"
                "function f() external { g(block.timestamp); }"
            ),
            "medium",
        ),
        (
            (
                "function f() external payable { winner = msg.sender; last = block.timestamp; }"
                "function g() external { require(block.timestamp > last + 1 minutes); payable(winner).transfer(1); }"
            ),
            "medium",
        ),
    ],
)
def test_seconds_that_decide_are_found(body: str, expected: str) -> None:
    assert severities(body) == [expected]


@pytest.mark.parametrize(
    "body",
    [
        f"function f() external {{ require(block.timestamp >= ends); {PAY} }}",
        f"function f() external {{ require(block.timestamp != last); last = block.timestamp; {PAY} }}",
        (
            "function f() external { if (last == block.timestamp) return; n += block.timestamp - last;"
            "last = block.timestamp; }"
        ),
        "function f(uint deadline) external { require(block.timestamp <= deadline); n += 1; }",
        "function f() external { n = block.timestamp - block.timestamp % 1 days; }",
        (
            "function f() external payable { winner = msg.sender; last = block.timestamp; }"
            "function g() external { require(block.timestamp > last + 1 days); payable(winner).transfer(1); }"
        ),
    ],
)
def test_time_that_only_passes_is_not(body: str) -> None:
    assert severities(body) == []

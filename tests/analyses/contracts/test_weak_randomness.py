"""What is a number drawn from block data, and what only looks like one."""

import pytest

from assay.analyses.contracts.weak_randomness import RULE, weak_randomness
from assay.core.outcome import Found
from assay.engine.rules import BoundRule
from assay.testing.asking import answers_for

BOUND = BoundRule(RULE, weak_randomness, weak_randomness.__module__)


def lines(body: str) -> list[tuple[int, str]]:
    """Line and severity of each finding in a contract with this body, which starts on line 1."""
    source = f"pragma solidity ^0.8.0; contract C {{ address[] players; uint n; address boss; {body} }}"
    found = answers_for(BOUND, stdin=source.encode())
    assert not [o for o in found if type(o).__name__ == "Unknown"]
    return [(o.at.line, o.severity.value) for o in found if isinstance(o, Found)]


PAY = "payable(msg.sender).transfer(1 ether);"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("function f() external { n = uint(keccak256(abi.encode(block.timestamp, n))) % 6; }", [(1, "medium")]),
        (
            f"function f(bool b) external {{ if ((uint(blockhash(block.number - 1)) / 3 == 1) == b) {PAY} }}",
            [(1, "high")],
        ),
        (f"function f() external {{ if (block.number % 2 == 0) {PAY} }}", [(1, "high")]),
        (
            f"function f(uint x) external {{ if (x == uint(keccak256(abi.encode(block.timestamp)))) {PAY} }}",
            [(1, "high")],
        ),
        (
            (
                "function seed() private view returns (uint) { return uint(keccak256(abi.encode(block.number))); }\n"
                "function f() external { payable(players[seed() % players.length]).transfer(1 ether); }"
            ),
            [(1, "high")],
        ),
        (
            (
                "function set() external { n = uint(keccak256(abi.encode(block.prevrandao))); }\n"
                f"function f() external {{ if (n % 2 == 0) {PAY} }}"
            ),
            [(2, "high")],
        ),
    ],
)
def test_a_number_drawn_from_the_block_is_found(body: str, expected: list[tuple[int, str]]) -> None:
    assert lines(body) == expected


@pytest.mark.parametrize(
    "body",
    [
        "function f() external { n = block.timestamp - block.timestamp % 1 days; }",
        "function f() external view returns (uint32) { return uint32(block.timestamp % 2**32); }",
        "function f() external { require(block.number % 100 == 0); n += 1; }",
        "function f(uint x) external view returns (bytes32) { return keccak256(abi.encode(block.number, x)); }",
        "function f(bytes memory h, uint b) external { require(keccak256(h) == blockhash(b)); n += 1; }",
        (
            "function f(uint[] memory w) external { require(msg.sender == boss);"
            "n = uint(keccak256(abi.encode(w[0], block.timestamp))) % 6; }"
        ),
        (
            "bytes32 kept; function f(bytes32 s) external { require(keccak256(abi.encode(s)) == kept);"
            "n = uint(keccak256(abi.encode(s, blockhash(block.number - 1)))) % 6; }"
        ),
        "function f(uint p) external { n = (n + 1) % 64; if (p % 2 == 0) { payable(boss).transfer(1); } }",
        f"function f() external {{ if (block.difficulty > 2**64) {PAY} }}",
        f"function f() external {{ if (msg.sender == block.coinbase) {PAY} }}",
        f"function f(uint p) external {{ if (uint(keccak256(abi.encode(blockhash(1), p))) < 1000) {PAY} }}",
    ],
)
def test_times_names_proofs_oracles_and_commitments_are_not(body: str) -> None:
    assert lines(body) == []

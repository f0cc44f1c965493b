"""Views that are asked in the middle of a call, and draws from a block that may be forgotten."""

import pytest

from assay.analyses.contracts.blockhash_expired import RULE as HASH
from assay.analyses.contracts.blockhash_expired import blockhash_expired
from assay.analyses.contracts.read_only_reentrancy import RULE as VIEW
from assay.analyses.contracts.read_only_reentrancy import read_only_reentrancy
from assay.core.outcome import Found
from assay.engine.rules import BoundRule
from assay.testing.asking import answers_for

BOUND = {
    "view": BoundRule(VIEW, read_only_reentrancy, read_only_reentrancy.__module__),
    "hash": BoundRule(HASH, blockhash_expired, blockhash_expired.__module__),
}
POOL = """pragma solidity ^0.8.0;
interface IERC20 { function transfer(address, uint) external returns (bool); }
contract A { uint supply; uint held; uint locked; address owner; IERC20[] tokens; IERC20 immutable fixedToken;
    constructor(IERC20 t) { fixedToken = t; owner = msg.sender; }
    function add(IERC20 t) external { require(msg.sender == owner); tokens.push(t); }
"""
PRICE = "function price() external view returns (uint) { return held * 1e18 / supply; }"
SEND = '(bool ok,) = msg.sender.call{value: a}(""); require(ok);'


def severities(rule: str, source: str) -> list[str]:
    outcomes = answers_for(BOUND[rule], stdin=f"{source} }}".encode())
    return [o.severity.value for o in outcomes if isinstance(o, Found)]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (f"function out(uint a) external {{ held -= a; {SEND} supply -= a; }} {PRICE}", ["medium"]),
        (f"function out(uint a) external {{ supply -= a; {SEND} held -= a; }} {PRICE}", ["medium"]),
        (
            f"function out(uint a) external {{ held -= a; tokens[0].transfer(msg.sender, a); supply -= a; }} {PRICE}",
            ["low"],
        ),
        (
            (
                f"function out(uint a) external {{ {SEND} supply -= a; }}"
                "function price() external view returns (uint) { return _held() / supply; }"
                "function _held() private view returns (uint) { return address(this).balance; }"
            ),
            ["medium"],
        ),
    ],
)
def test_a_quotient_of_settled_and_unsettled_state_is_found(body: str, expected: list[str]) -> None:
    assert severities("view", POOL + body) == expected


@pytest.mark.parametrize(
    "body",
    [
        f"function out(uint a) external {{ held -= a; supply -= a; {SEND} }} {PRICE}",
        f"function out(uint a) external {{ {SEND} held -= a; supply -= a; }} {PRICE}",
        f"function out(uint a) external {{ held -= a; fixedToken.transfer(msg.sender, a); supply -= a; }} {PRICE}",
        f"function out(uint a) external {{ require(msg.sender == owner); held -= a; {SEND} supply -= a; }} {PRICE}",
        f"function out(uint a) external {{ held -= a; payable(msg.sender).transfer(a); supply -= a; }} {PRICE}",
        (
            f"function out(uint a) external {{ require(locked == 0); locked = 1; held -= a; {SEND}"
            "supply -= a; locked = 0; }"
            "function price() external view returns (uint) { require(locked == 0); return held / supply; }"
        ),
    ],
)
def test_settled_state_fixed_callees_and_locked_views_are_not_found(body: str) -> None:
    assert severities("view", POOL + body) == []


GAME = """pragma solidity ^0.8.0;
contract A { mapping(address => uint) at; uint constant K = 256;
    function bet() external payable { at[msg.sender] = block.number + 1; }
    function draw(bytes32 h) private { if (uint(h) % 2 == 0) payable(msg.sender).transfer(1); }
"""


@pytest.mark.parametrize(
    "body",
    [
        "function settle() external { draw(blockhash(at[msg.sender])); }",
        "function settle() external { require(block.number > at[msg.sender] + 1); draw(blockhash(at[msg.sender])); }",
    ],
)
def test_a_hash_of_any_age_is_found(body: str) -> None:
    assert severities("hash", GAME + body) == ["medium"]


@pytest.mark.parametrize(
    "body",
    [
        "function settle() external { require(block.number <= at[msg.sender] + K); draw(blockhash(at[msg.sender])); }",
        "function settle() external { bytes32 h = blockhash(at[msg.sender]); if (h == 0) revert(); draw(h); }",
        "function settle() external { bytes32 h = blockhash(at[msg.sender]); require(uint(h) > 0); draw(h); }",
        "function settle() external { draw(blockhash(block.number - 1)); }",
    ],
)
def test_a_hash_that_is_held_against_zero_or_its_age_is_not_found(body: str) -> None:
    assert severities("hash", GAME + body) == []

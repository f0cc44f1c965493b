"""Which arithmetic is reported, how gravely, and what keeps it silent: small functions of one token each."""

import pytest

from assay.core.outcome import Found, Unknown
from assay.core.subject import SubjectKind
from assay.engine.rules import load
from assay.testing.asking import answers_for

RULE = next(bound for bound in load(SubjectKind.CODE) if bound.rule.id == "contracts.integer-overflow")

STATE = """
mapping(address => uint) balances; mapping(address => mapping(address => uint)) allowed;
uint total; uint price = 10; address owner; uint[] list;
"""


def reported(body: str, pragma: str = "^0.4.24") -> list[tuple[str, str]]:
    """(severity, what stands before the colon) of each finding in a contract with these functions."""
    source = f"pragma solidity {pragma};\ncontract T {{ {STATE} {body} }}"
    outcomes = answers_for(RULE, stdin=source.encode())
    return [(str(o.severity), o.message.partition(":")[0]) for o in outcomes if isinstance(o, Found)]


CASES = {
    "the sum of two parameters in a check, and what follows from it": (
        "function f(address a, uint v, uint fee) public { require(balances[a] >= v + fee); balances[a] -= v + fee; }",
        [("high", "`v + fee` can overflow")],
    ),
    "an allowance is no balance": (
        (
            "function f(address a, uint v) public { require(balances[a] >= v); balances[a] -= v;"
            " allowed[a][msg.sender] -= v; }"
        ),
        [("high", "`allowed[a][msg.sender] -= v` can underflow")],
    ),
    "checks up front, in any order of writing": (
        (
            "function f(address a, address b, uint v) public { if (balances[a] >= v && allowed[a][msg.sender] >= v"
            " && balances[b] + v > balances[b]) { balances[b] += v; balances[a] -= v; allowed[a][msg.sender] -= v; } }"
        ),
        [],
    ),
    "a total follows its parts": (
        "function f(uint v) public { require(balances[msg.sender] >= v); balances[msg.sender] -= v; total -= v; }",
        [],
    ),
    "ether that was sent is never too much": (
        "function f() public payable { balances[msg.sender] += msg.value; total += msg.value; }",
        [],
    ),
    "ether that was sent can be too much to subtract": (
        "function f() public payable { balances[owner] -= msg.value; }",
        [("high", "`balances[owner] -= msg.value` can underflow")],
    ),
    "the owner's own sums": (
        "function f(uint v) public { require(msg.sender == owner); total += v; }",
        [("low", "`total += v` can overflow")],
    ),
    "a helper that checks for its caller": (
        (
            "function g(uint a, uint b) internal returns (uint) { uint c = a + b; assert(c >= a); return c; }"
            " function f(uint v) public { total = g(total, v); }"
        ),
        [],
    ),
    "a helper that does not": (
        (
            "function g(uint a, uint b) internal returns (uint) { return a - b; }"
            " function f(uint v) public { total = g(total, v); }"
        ),
        [("medium", "`a - b` can underflow")],
    ),
    "a length that is taken down once too often": (
        "function f() public { list.length--; }",
        [("medium", "`list.length--` can underflow")],
    ),
    "a length that is checked": ("function f() public { require(list.length > 0); list.length--; }", []),
    "a constant that can't hold it": (
        "function f() public { uint8 v = 0; v = v - 10; }",
        [("low", "`v - 10` wraps around uint8 whenever it runs")],
    ),
    "time from now on": (
        "mapping(address => uint) until; function f(uint t) public { until[msg.sender] = now + t; }",
        [("low", "`now + t` can overflow")],
    ),
}


@pytest.mark.parametrize(("body", "expected"), CASES.values(), ids=CASES)
def test_old_arithmetic_is_weighed_by_what_bounds_it_and_where_it_goes(
    body: str, expected: list[tuple[str, str]]
) -> None:
    assert reported(body) == expected


def test_assembly_counts_when_its_result_is_stored() -> None:
    body = "function f(uint v) external { assembly { sstore(total.slot, sub(sload(total.slot), v)) } }"
    assert reported(body, "^0.8.20") == [("medium", "`sub(sload(total.slot), v)` can underflow")]


def test_pointers_in_assembly_do_not_count() -> None:
    body = "function f(bytes memory b, uint v) external returns (uint r) { assembly { r := mload(add(b, v)) } }"
    assert reported(body, "^0.8.20") == []


def test_a_checked_sum_elsewhere_is_not_an_unchecked_one() -> None:
    assert reported("function f(uint v) external { total += v; }", "^0.8.20") == []


def test_a_thousand_operations_cost_no_more_than_an_unknown() -> None:
    body = "uint x = v; " + " ".join(f"x = x - {i} * total;" for i in range(1000)) + " total = x;"
    source = f"pragma solidity ^0.4.24; contract T {{ {STATE} function f(uint v) public {{ {body} }} }}"
    (outcome,) = answers_for(RULE, stdin=source.encode())
    assert isinstance(outcome, Unknown)

"""Which results of calls and token transfers are looked at, and what rests on those that are not."""

from types import ModuleType

import pytest

from assay.analyses.contracts import return_bomb, short_address, unchecked_call, unchecked_token_transfer
from assay.core.outcome import Found
from assay.core.rule import Rule
from assay.engine.rules import BoundRule
from assay.testing.asking import answers_for

STATE = """
    struct Result { bool ok; bytes data; } event Paid(bool ok); uint total; mapping(address => address) listener;
    function check(bool ok) internal pure { require(ok); }
    function set(address a) external { listener[msg.sender] = a; }
"""
INTERFACES = """
    interface IERC20 { function transfer(address a, uint n) external returns (bool);
    function transferFrom(address a, address b, uint n) external returns (bool);
    function approve(address a, uint n) external returns (bool); }
    interface IOld { function transfer(address a, uint n) external; }
    interface IItems { function transferFrom(address a, address b, uint n) external; }
"""


def found(module: ModuleType, source: str) -> list[tuple[str, str]]:
    """Severity and exposure of what the rule finds in the source, in order."""
    rule: Rule = module.RULE
    answer = getattr(module, rule.id.removeprefix("contracts.").replace("-", "_"))
    outcomes = answers_for(BoundRule(rule, answer, answer.__module__), stdin=source.encode())
    assert not [o for o in outcomes if type(o).__name__ == "Unknown"]
    return [(o.severity.value, o.exposure.value) for o in outcomes if isinstance(o, Found)]


def contract(body: str, pragma: str = "^0.8.0", state: str = STATE) -> str:
    return f"pragma solidity {pragma}; {INTERFACES} contract C {{ {state} {body} }}"


PAYS = 'function tryPay(address to) internal returns (bool ok) { (ok,) = to.call{value: 1}(""); }'
PAID, DONE = ("medium", "anyone"), ("low", "anyone")


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("payable(a).send(1);", [DONE]),
        ("total += 1; payable(a).send(1);", [PAID]),
        ("payable(a).send(1); total += 1;", [PAID]),
        ("if (total > 5) { total = 0; } else { payable(a).send(1); }", [DONE]),
        ("require(payable(a).send(1)); total += 1;", []),
        ("bool ok = payable(a).send(1); if (!ok) return; total += 1;", []),
        ("bool ok = payable(a).send(1); if (!ok) {}", [DONE]),
        ("bool ok = payable(a).send(1); emit Paid(ok);", []),
        ("(bool ok,) = a.call(d); check(ok);", []),
        ("(bool ok, bytes memory r) = a.call(d); total = r.length;", [DONE]),
        ("Result memory r; (r.ok, r.data) = a.call(d);", []),
        ("bool one = payable(a).send(1); bool two = payable(a).send(2); require(one && two);", []),
        ("bool ok = payable(a).send(1); ok = payable(a).send(2); require(ok);", [DONE]),
        ("for (uint i; i < 3; i++) { total = i; a.call(d); }", [PAID]),
        ("a.delegatecall(d);", [DONE]),
        ("a.staticcall(d);", []),
        ("address(2).call(d);", []),
        ("payable(a).transfer(1);", []),
        ("assembly { let ok := call(gas(), a, 1, 0, 0, 0, 0) }", [DONE]),
        ("assembly { switch call(gas(), a, 1, 0, 0, 0, 0) case 0 { revert(0, 0) } }", []),
        ("tryPay(a);", [DONE]),
        ("require(tryPay(a));", []),
    ],
)
def test_unchecked_call(body: str, expected: list[tuple[str, str]]) -> None:
    helper = PAYS if "tryPay" in body else ""
    source = contract(f"{helper} function f(address a, bytes calldata d) external {{ {body} }}")
    assert found(unchecked_call, source) == expected


def test_a_call_that_is_only_described_is_never_made() -> None:
    only_described = "function f(address a) public { due = 0; a.call.value(5); }"
    made = "function g(address a) public { a.call.value(5)(); }"
    source = f"pragma solidity ^0.4.24; contract C {{ uint due; {only_described} {made} }}"
    assert found(unchecked_call, source) == [PAID, DONE]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("IERC20(a).transfer(a, 1);", [DONE]),
        ("total += 1; IERC20(a).transfer(a, 1);", [PAID]),
        ("total += 1; IERC20(a).approve(a, 1);", [DONE]),
        ("bool ok = IERC20(a).transfer(a, 1); require(ok);", []),
        ("require(IERC20(a).transferFrom(a, a, 1));", []),
        ("total += 1; try IERC20(a).transfer(a, 1) returns (bool ok) { require(ok); } catch { revert(); }", []),
        ("total += 1; IOld(a).transfer(a, 1);", []),
        ("total += 1; IItems(a).transferFrom(a, a, 1);", []),
        ("total += 1; IERC20Metadata(a).transfer(a, 1);", [PAID]),
        ("total += 1; IERC721(a).transferFrom(a, a, 1);", []),
    ],
)
def test_unchecked_token_transfer(body: str, expected: list[tuple[str, str]]) -> None:
    assert found(unchecked_token_transfer, contract(f"function f(address a) external {{ {body} }}")) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("listener[a].call{gas: 50000}('');", [DONE]),
        ("listener[a].call('');", []),
        ("listener[a].call{gas: 2300}('');", []),
        ("a.call{gas: 50000}('');", []),
        ("(bool ok,) = listener[a].call{gas: 50000}(''); require(ok);", []),
    ],
)
def test_return_bomb(body: str, expected: list[tuple[str, str]]) -> None:
    assert found(return_bomb, contract(f"function f(address a) external {{ {body} }}")) == expected


@pytest.mark.parametrize(
    ("body", "pragma", "expected"),
    [
        ("function f(address to, uint n) public { b[to] += n; }", "^0.4.24", [("info", "anyone")]),
        ("function f(address to, uint n) public { b[to] = b[to] + n; }", "^0.4.24", [("info", "anyone")]),
        ("function f(address to, uint n) public { b[to] += n; }", "^0.5.0", []),
        ("function f(uint n, address to) public { b[to] += n; }", "^0.4.24", []),
        ("function f(address to, uint n, bool x) public { b[to] += n; }", "^0.4.24", []),
        ("function f(address to, uint n) public { b[to] = n; }", "^0.4.24", []),
        ("function f(address to, uint n) internal { b[to] += n; }", "^0.4.24", []),
        ("function f(address to, uint n) public { require(msg.data.length >= 68); b[to] += n; }", "^0.4.24", []),
    ],
)
def test_short_address(body: str, pragma: str, expected: list[tuple[str, str]]) -> None:
    source = f"pragma solidity {pragma}; contract C {{ mapping(address => uint) b; {body} }}"
    assert found(short_address, source) == expected

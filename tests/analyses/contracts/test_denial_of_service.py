"""Whom a payment or a list can block, and what only looks like it: each body is a contract of its own."""

from types import ModuleType

import pytest

from assay.analyses.contracts import (
    gas_griefing,
    locked_ether,
    msg_value_in_loop,
    push_payment,
    strict_balance_equality,
    unbounded_loop,
)
from assay.core.outcome import Found
from assay.core.rule import Rule
from assay.engine.rules import BoundRule
from assay.testing.asking import answers_for

STATE = """
    address immutable boss = msg.sender; address payable leader; address[] list; uint highest; uint count; uint cap = 9;
    mapping(uint => address payable) seller; mapping(address => uint) due; mapping(address => uint[]) own;
    struct Round { address payable[] players; uint pot; } Round[] rounds;
    event Full();
    function drain() external { require(msg.sender == boss); payable(boss).transfer(address(this).balance); }
"""


def found(module: ModuleType, body: str, pragma: str = "^0.8.0", state: str = STATE) -> list[str]:
    """Severities of what the rule finds in a contract with this body, in order."""
    rule: Rule = module.RULE
    answer = getattr(module, rule.id.removeprefix("contracts.").replace("-", "_"))
    bound = BoundRule(rule, answer, answer.__module__)
    outcomes = answers_for(bound, stdin=f"pragma solidity {pragma}; contract C {{ {state} {body} }}".encode())
    assert not [o for o in outcomes if type(o).__name__ == "Unknown"]
    return [o.severity.value for o in outcomes if isinstance(o, Found)]


BID = (
    "function bid() external payable {{ require(msg.value > highest); {} "
    "leader = payable(msg.sender); highest = msg.value; }}"
)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (BID.format("leader.transfer(highest);"), ["medium"]),
        (BID.format("require(leader.send(highest));"), ["medium"]),
        (BID.format("leader.send(highest);"), []),
        (
            (
                "function bid() external payable { require(msg.value > highest); "
                "(bool ok,) = leader.call{value: highest}(''); if (!ok) due[leader] += highest; "
                "leader = payable(msg.sender); highest = msg.value; }"
            ),
            [],
        ),
        (BID.format("(bool ok,) = leader.call{value: highest}(''); if (!ok) revert();"), ["medium"]),
        (BID.format("due[leader] += highest;"), []),
        (BID.format("payable(msg.sender).transfer(msg.value - highest);"), []),
        (BID.format("payable(boss).transfer(1);"), []),
        ("function name(address payable a) external payable { leader = a; leader.transfer(msg.value); }", []),
        (BID.format("require(msg.sender == boss); leader.transfer(highest);"), []),
        (
            (
                "function win() external { require(leader == address(0)); leader = payable(msg.sender); "
                "leader.transfer(1); }"
            ),
            [],
        ),
        (
            (
                "function hand(address payable to) external { require(msg.sender == leader); leader.transfer(1); "
                "leader = to; }"
            ),
            [],
        ),
        (
            (
                "function join(uint r) external { rounds[r].players.push(payable(msg.sender)); "
                "}function pay(uint r) external { for (uint i; i < rounds[r].players.length; "
                "i++) rounds[r].players[i].transfer(1); }"
            ),
            [],
        ),
        (
            (
                "function join() external { rounds[0].players.push(payable(msg.sender)); "
                "}function pay() external { Round storage r = rounds[count]; for (uint i; i < r.players.length; "
                "i++) { r.players[i].transfer(1); } count++; }"
            ),
            ["medium"],
        ),
        (
            (
                "function join() external { list.push(msg.sender); }function find() external { for (uint i; "
                "i < list.length; i++) if (list[i] == msg.sender) { payable(list[i]).transfer(1); break; } }"
            ),
            [],
        ),
    ],
)
def test_push_payment(body: str, expected: list[str]) -> None:
    assert found(push_payment, body) == expected


ADD = "function add() external { list.push(msg.sender); } "
LOOP = "for (uint i; i < list.length; i++) { due[list[i]] += 1; }"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (ADD + f"function run() external {{ {LOOP} }}", ["medium"]),
        (ADD + f"function run() external {{ inner(); }} function inner() internal {{ {LOOP} }}", ["medium"]),
        (ADD + f"function inner() internal {{ {LOOP} }}", []),
        (
            (
                "function add() external { list.push(msg.sender); } function run() external { "
                "for (uint i = list.length; i > 0; i--) { due[list[i - 1]] += 1; } }"
            ),
            ["medium"],
        ),
        (
            (
                "function add() external { list.push(msg.sender); } function run() external { uint i; "
                "while (i < list.length && gasleft() > 9) { due[list[i++]] += 1; } }"
            ),
            [],
        ),
        (
            (
                "function add() external { list.push(msg.sender); } function run(uint n) external { for (uint i; "
                "i < n && i < list.length; i++) due[list[i]] += 1; }"
            ),
            [],
        ),
        (
            (
                "function add() external { list.push(msg.sender); } function run() external { "
                "uint n = list.length; if (n > 50) n = 50; for (uint i; i < n; i++) due[list[i]] += 1; }"
            ),
            [],
        ),
        (
            (
                "function add() external { list.push(msg.sender); } "
                "function sum() external view returns (uint s) { for (uint i; i < list.length; "
                "i++) s += due[list[i]]; }"
            ),
            [],
        ),
        (
            (
                "function add() external { list.push(msg.sender); } function run() external { uint s; "
                "for (uint i; i < list.length; i++) s += due[list[i]]; highest = s; }"
            ),
            ["low"],
        ),
        (
            (
                "function add() external { list.push(msg.sender); } "
                "function total() internal view returns (uint s) { for (uint i; i < list.length; "
                "i++) s += due[list[i]]; }function run() external { highest = total(); }"
            ),
            ["low"],
        ),
        (
            (
                "function add() external { require(list.length < cap); list.push(msg.sender); "
                "}function run() external { for (uint i; i < list.length; i++) { due[list[i]] += 1; } }"
            ),
            [],
        ),
        (
            (
                "function add() external { require(msg.sender == boss); list.push(msg.sender); "
                "}function run() external { for (uint i; i < list.length; i++) { due[list[i]] += 1; } }"
            ),
            [],
        ),
        (f"constructor() {{ list.push(msg.sender); }} function run() external {{ {LOOP} }}", []),
        (
            (
                "function bump() external { count++; } function run() external { for (uint i; i < count; "
                "i++) due[seller[i]] = i; }"
            ),
            ["medium"],
        ),
        (
            (
                "function put(uint n) external { highest += n; } function run() external { for (uint i; "
                "i < highest; i++) due[seller[i]] = i; }"
            ),
            [],
        ),
        (
            (
                "function put(address to) external { own[to].push(1); }function run() external { for (uint i; "
                "i < own[msg.sender].length; i++) due[msg.sender] += own[msg.sender][i]; }"
            ),
            [],
        ),
        (
            (
                "function put() external { own[msg.sender].push(1); }function run(address of_) external { "
                "for (uint i; i < own[of_].length; i++) due[of_] += own[of_][i]; delete own[of_]; }"
            ),
            [],
        ),
        (ADD + "function reset() external { delete list; }", ["low"]),
        (ADD + "function reset() external { list = new address[](0); }", ["low"]),
        (ADD + "function reset() external { delete list[0]; list.pop(); }", []),
    ],
)
def test_unbounded_loop(body: str, expected: list[str]) -> None:
    assert found(unbounded_loop, body) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("for (uint i; i < n; i++) due[list[i]] += msg.value;", ["high"]),
        ("uint paid = msg.value; for (uint i; i < n; i++) due[list[i]] += paid;", ["high"]),
        ("for (uint i; i < n; i++) { uint paid = msg.value; due[list[i]] = paid; }", ["high"]),
        ("uint rest = msg.value; for (uint i; i < n; i++) { rest -= 1; due[list[i]] += rest; }", []),
        ("for (uint i; i < n; i++) due[list[i]] += msg.value / n;", []),
        ("for (uint i; i < n; i++) { require(msg.value >= highest); due[list[i]] = 1; }", ["medium"]),
        ("for (uint i; i < n; i++) { require(msg.value >= highest * n); due[list[i]] = 1; }", []),
        ("for (uint i; i < n; i++) { if (msg.value > 0) due[list[i]] = 1; }", []),
        ("for (uint i; i < n; i++) { if (list[i] == msg.sender) { due[list[i]] += msg.value; break; } }", []),
        ("require(msg.value == 0); for (uint i; i < n; i++) due[list[i]] += msg.value;", []),
        ("for (uint i; i < n; i++) due[list[i]] += 1; due[msg.sender] += msg.value;", []),
    ],
)
def test_msg_value_in_loop(body: str, expected: list[str]) -> None:
    assert found(msg_value_in_loop, f"function f(uint n) external payable {{ {body} }}") == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("require(address(this).balance == highest);", ["medium"]),
        ("uint b = address(this).balance; if (b != highest) revert();", ["medium"]),
        ("if (address(this).balance == 1 ether) due[msg.sender] = 1;", ["medium"]),
        ("if (address(this).balance == 1 ether) emit Full(); count++;", ["low"]),
        ("bool full = address(this).balance == 1 ether; require(full);", ["medium"]),
        ("require(address(this).balance >= highest);", []),
        ("require(address(this).balance != 0);", []),
        ("require(msg.sender.balance == highest);", []),
        ("uint b = address(this).balance; count++; require(address(this).balance == b + msg.value);", []),
        ("uint b = 5; if (b == count) b = address(this).balance; due[msg.sender] = b;", []),
    ],
)
def test_strict_balance_equality(body: str, expected: list[str]) -> None:
    assert found(strict_balance_equality, f"function f() external payable {{ {body} }}") == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("receive() external payable {}", ["medium"]),
        ("function f() external payable {}", ["low"]),
        ("function f() external payable { due += msg.value; }", ["medium"]),
        ("receive() external payable { revert(); }", []),
        ("constructor() payable {}", []),
        ("function f() external payable override {} } interface I { function f() external payable; ", []),
        ("receive() external payable {} function f() external { selfdestruct(payable(msg.sender)); }", []),
        ("receive() external payable {} function f(address a) external { a.call{value: 0}(''); }", ["medium"]),
        ("receive() external payable {} function f(address a) external { a.call{value: 1}(''); }", []),
        ("receive() external payable {} function f(address a) external { a.delegatecall(''); }", []),
        (
            (
                "receive() external payable {} function f(uint a) external { assembly { "
                "pop(call(gas(), a, 1, 0, 0, 0, 0)) } }"
            ),
            [],
        ),
        (
            (
                "receive() external payable {} function f() external { new D{value: 1}(); } } contract D { "
                "constructor() payable {}"
            ),
            [],
        ),
    ],
)
def test_locked_ether(body: str, expected: list[str]) -> None:
    assert found(locked_ether, body, state="uint due;") == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("require(!done[id]); done[id] = true; to.call(data);", ["medium"]),
        ("require(nonces[to] == n); nonces[to]++; to.call(data);", ["medium"]),
        ("require(!done[id]); done[id] = true; to.call{gas: n}(data);", []),
        ("require(!done[id]); done[id] = true; (bool ok,) = to.call(data); done[id] = ok;", []),
        ("require(!done[id] && msg.sender == boss); done[id] = true; to.call(data);", []),
        ("to.call(data);", []),
        ("require(!done[id]); done[id] = true; to.call('');", []),
    ],
)
def test_gas_griefing(body: str, expected: list[str]) -> None:
    state = "mapping(bytes32 => bool) done; mapping(address => uint) nonces; address immutable boss = msg.sender;"
    wrapped = f"function f(bytes32 id, address to, uint n, bytes calldata data) external {{ {body} }}"
    assert found(gas_griefing, wrapped, state=state) == expected

"""Odd, broken and enormous code: every question is answered or exceeds its budget, in bounded time."""

import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assay.core.errors import BudgetExceeded
from assay.solidity.flow.analysis import Flow
from assay.solidity.flow.trust import trust
from assay.solidity.ir import operations as op
from assay.solidity.model.project import Project, ReadFile
from assay.solidity.syntax import parse
from assay.solidity.views import FunctionView
from assay.testing.solidity import flow, function

ROOT = Path(__file__).parents[2]
SOURCES = [
    p.read_bytes()
    for folder in ("examples/contracts", "tests/data/solc/sources")
    for p in sorted((ROOT / folder).rglob("*.sol"))
]
TOKEN = re.compile(rb"\w+|\s+|.", re.DOTALL)
ODD = [
    b"_;", b";", b"{", b"}", b"(", b")", b"[", b"]", b"?", b"=", b"this", b"super", b"super.f()", b"0", b"delete",
    b"new", b"storage", b"return", b"unchecked {", b"assembly {", b"is", b"pragma solidity ^0.4.0;", b"var", b"throw;",
    b"import './A.sol';",
]  # fmt: skip


@st.composite
def mutated(draw: st.DrawFn) -> bytes:
    """Real code with tokens left out, doubled, swapped, replaced, or taken from elsewhere."""
    tokens = TOKEN.findall(draw(st.sampled_from(SOURCES)))
    for _ in range(draw(st.integers(1, 5))):
        at, other = (draw(st.integers(0, len(tokens) - 1)) for _ in range(2))
        end = at + draw(st.integers(1, 25))
        match draw(st.integers(0, 4)):
            case 0:
                tokens[at:end] = []
            case 1:
                tokens[at:at] = tokens[at:end]
            case 2:
                tokens[at], tokens[other] = tokens[other], tokens[at]
            case 3:
                tokens[at] = draw(st.sampled_from(ODD))
            case _:
                tokens[at:at] = TOKEN.findall(draw(st.sampled_from(SOURCES)))[other : other + 40]
        tokens = tokens or [b" "]
    return b"".join(tokens)


def ask_everything(flow_: Flow) -> None:
    for asked in flow_.project.functions:
        view = FunctionView(asked, flow_)
        try:
            _ = view.dominators, view.loops, view.origins, view.who_may()
            for site in view.effects.calls:
                view.who_at(site)
                view.lock_at(site)
            for call in view.each(op.ExternalCall):
                trust(flow_, view.of(call.receiver))
                view.checks_before(call)
        except BudgetExceeded:
            continue


@settings(max_examples=150, deadline=5_000, suppress_health_check=[HealthCheck.too_slow])
@given(mutated())
def test_every_question_about_broken_code_has_an_answer(source: bytes) -> None:
    unit = parse("A.sol", source)
    read = ReadFile(unit, source, True, tuple("A.sol" for _ in unit.imports))
    ask_everything(Flow(Project.build({"A.sol": read})))


def body(text: str) -> str:
    members = "uint256 s; mapping(address => uint256) m; address o;"
    return f"contract C {{ {members} function f(uint256 x) public {{ {text} }} }}"


def functions(text: str) -> str:
    return f"contract C {{ uint256 s; address o; {text} }}"


ENORMOUS = {
    "5,000 branches": body("".join(f"if (x == {i}) s = {i};" for i in range(5000))),
    "a chain of 500 else": body(" else ".join(f"if (x == {i}) s = {i};" for i in range(500))),
    "300 conditions in each other": body("".join(f"if (x > {i}) {{" for i in range(300)) + "s = 1;" + "}" * 300),
    "100 loops in each other": body("while (x > 0) {" * 100 + "s = 1;" + "}" * 100),
    "a sum of 3,000": body("s = " + " + ".join("x" for _ in range(3000)) + ";"),
    "500 calls, each followed by a write": body('o.call(""); m[o] = x;' * 500),
    "modifiers that double the body 40 times": functions(
        "".join(f"modifier t{i}() {{ _; _; }}" for i in range(40))
        + f"function f() public {' '.join(f't{i}' for i in range(40))} {{ }}"
    ),
    "a modifier that calls its function": functions("modifier t() { f(); _; } function f() public t { s = 1; }"),
    "a function that calls itself": functions(
        "function f(uint256 x) public { if (x > 0) f(x - 1); o.call(''); s = x; }"
    ),
    "30 functions that call each other": functions(
        "".join(
            f"function g{i}(uint256 x) internal {{ s = x; g{(i + 1) % 30}(x); g{(i * 7 + 3) % 30}(x); }}"
            for i in range(30)
        )
        + "function f(uint256 x) public { g0(x); }"
    ),
    "a tree of 2^20 calls": functions(
        "".join(f'function g{i}(uint256 x) internal {{ o.call(""); g{i + 1}(x); g{i + 1}(x + 1); }}' for i in range(20))
        + "function g20(uint256 x) internal {} function f(uint256 x) public { g0(x); }"
    ),
    "assembly functions that multiply": body(
        "assembly {"
        + "".join(f"function g{i}() {{ {f'g{i + 1}() ' * 4} }}" for i in range(15))
        + "function g15() {} g0() }"
    ),
    "bases 190 deep": "contract B0 { function f() public {} } "
    + "".join(f"contract B{i} is B{i - 1} {{}} " for i in range(1, 190)),
}


@pytest.mark.parametrize("source", ENORMOUS.values(), ids=ENORMOUS)
def test_enormous_code_is_answered_or_exceeds_a_budget(source: str) -> None:
    ask_everything(flow(source))


def test_5000_branches_are_within_the_budget() -> None:
    built = flow(ENORMOUS["5,000 branches"])
    assert len(built.graph(function(built.project, "f")).blocks) > 5000

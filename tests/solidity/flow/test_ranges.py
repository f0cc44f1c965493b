"""Ranges: interval arithmetic holds every result, and checks clear exactly the operations that they bound."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assay.core.domain import Sought
from assay.solidity.facts import flow, project
from assay.solidity.flow.ranges.intervals import Interval, exact, hull, meet
from assay.solidity.flow.ranges.wraps import wraps
from assay.solidity.gather import gather
from assay.solidity.syntax.trees import SyntaxTrees
from assay.testing.children import InProcess

NUMBERS = st.integers(-(2**256), 2**256)


@st.composite
def inside(draw: st.DrawFn, numbers: st.SearchStrategy[int] = NUMBERS) -> tuple[Interval, int]:
    low, value, high = sorted(draw(st.tuples(numbers, numbers, numbers)))
    return (low, high), value


@given(st.sampled_from(["+", "-", "*"]), inside(), inside())
def test_a_result_lies_in_the_interval_of_its_operation(
    operator: str, left: tuple[Interval, int], right: tuple[Interval, int]
) -> None:
    found = exact(operator, left[0], right[0])
    assert found is not None
    value = {"+": left[1] + right[1], "-": left[1] - right[1], "*": left[1] * right[1]}[operator]
    assert found[0] <= value <= found[1]


@given(st.sampled_from(["/", "%", "&", "|", "^", ">>"]), inside(st.integers(0, 2**64)), inside(st.integers(0, 300)))
def test_an_unsigned_result_lies_in_the_interval_of_its_operation(
    operator: str, left: tuple[Interval, int], right: tuple[Interval, int]
) -> None:
    a, b = left[1], right[1]
    found = exact(operator, left[0], right[0])
    if found is None or (operator in "/%" and b == 0):
        return
    value = {"&": a & b, "|": a | b, "^": a ^ b, ">>": a >> b}.get(operator)
    if value is None:
        value = a // b if operator == "/" else a % b
    assert found[0] <= value <= found[1]


@given(inside(), inside())
def test_a_hull_holds_both_and_a_meeting_what_is_common(one: tuple[Interval, int], other: tuple[Interval, int]) -> None:
    low, high = hull(one[0], other[0])
    assert low <= min(one[1], other[1])
    assert max(one[1], other[1]) <= high
    common = meet(one[0], other[0])
    if other[0][0] <= one[1] <= other[0][1]:
        assert common[0] <= one[1] <= common[1]


def wrapping(body: str, rest: str = "", pragma: str = "^0.4.24") -> list[str]:
    """The operations of `f` that can wrap, as they are written."""
    source = (
        f"pragma solidity {pragma};\ncontract C {{ mapping(address => uint256) m; uint256 s; {rest}\n"
        f"function f(uint256 a, uint256 b, address x) public returns (uint256 r) {{ {body} }} }}"
    )
    material = gather(Sought(paths=(), stdin=source.encode()), InProcess()).material
    facts = flow(project(material.seeds[SyntaxTrees]))
    function = next(f for f in facts.project.functions if f.name == "f")
    found = wraps(facts.ranges.ranges(function))
    return [w.operation.body.file.text(w.operation.node) for w in found]


CLEARED = {
    "checked before": "require(b <= a); r = a - b;",
    "checked in a branch": "if (a >= b) { r = a - b; }",
    "left when too small": "if (a < b) return 0; r = a - b;",
    "reverted when too small": "if (b > a) revert(); r = a - b;",
    "through a place": "require(m[x] >= a); m[x] -= a;",
    "through a place, with another written between": "require(m[x] >= a); m[msg.sender] = 1; m[x] -= a;",
    "through a local": "uint256 held = m[x]; require(held >= a); m[x] = held - a;",
    "sum compared": "r = a + b; require(r >= a);",
    "sum compared before": "require(a + b >= a); r = a + b;",
    "room left": "require(a <= 2**256 - 1 - b); r = a + b;",
    "product divided back": "r = a * b; require(a == 0 || r / a == b);",
    "bounded operands": "require(a < 2**128 && b < 2**128); r = a * b;",
    "masked": "r = (a & 0xffff) * (b & 0xffff);",
    "remainder": "r = a - a % 7;",
    "share": "require(a < 2**128); r = a - a * 30 / 10000;",
    "loop counter": "for (uint256 i = 0; i < a; i++) { r = a - i; }",
    "last of a loop": "for (uint256 i = 0; i < a; i++) { r = a - i - 1; }",
    "not nothing": "require(a > 0); r = a - 1;",
    "chain": "require(b <= s); require(s <= a); r = a - b;",
    "shifted": "require(a >= 64); require(b <= a - 32); r = a - b - 32;",
    "both ways": "uint256 c = a; if (b < a) c = b; r = a - c;",
}


@pytest.mark.parametrize("body", CLEARED.values(), ids=CLEARED)
def test_what_a_check_bounds_does_not_wrap(body: str) -> None:
    assert wrapping(body) == []


KEPT = {
    "nothing checked": ("r = a - b;", ["a - b"]),
    "checked the wrong way": ("require(a <= b); r = a - b;", ["a - b"]),
    "tautology": ("require(a - b >= 0); r = 1;", ["a - b"]),
    "checked on one path": ("if (s == 1) require(b <= a); r = a - b;", ["a - b"]),
    "changed after the check": ("require(b <= a); a = s; r = a - b;", ["a - b"]),
    "place written after the check": ("require(m[x] >= a); m[x] = s; m[x] -= a;", ["m[x] -= a"]),
    "changed in a loop": ("require(b <= a); while (s < 9) { r = a - b; b = b * 2; }", ["a - b", "b * 2"]),
    "bounded too loosely": ("require(a < 2**129 && b < 2**128); r = a * b;", ["a * b"]),
    "divided back by something else": ("r = a * b; require(r / s == b);", ["a * b"]),
}


@pytest.mark.parametrize(("body", "expected"), KEPT.values(), ids=KEPT)
def test_what_no_check_bounds_may_wrap(body: str, expected: list[str]) -> None:
    assert wrapping(body) == expected


def test_a_callee_that_checks_bounds_its_caller() -> None:
    check = "function need(uint256 p, uint256 q) internal pure { require(q <= p); }"
    assert wrapping("need(a, b); r = a - b;", check) == []


def test_a_callee_that_takes_a_condition_bounds_its_caller() -> None:
    check = "function must(bool c) internal pure { if (!c) throw; }"
    assert wrapping("must(b <= a); r = a - b;", check) == []


def test_an_internal_function_knows_what_all_its_callers_checked() -> None:
    rest = "function g(uint256 p, uint256 q) public { require(q <= p); s = f(p, q, x); } address x;"
    assert wrapping("r = a - b;", rest) == ["a - b"], "f is public: its callers need not have checked"


def test_from_0_8_only_unchecked_blocks_wrap() -> None:
    assert wrapping("r = a - b; unchecked { r = a + b; }", pragma="^0.8.0") == ["a + b"]


def test_a_sum_in_a_wider_literal_type_does_not_wrap() -> None:
    assert wrapping("uint32 t = 5; r = t + 2**32;", pragma=">=0.7.0 <0.8.0") == []

"""Answers inside recursions: complete, and the same whichever question comes first."""

from itertools import permutations

import pytest

from assay.core.errors import BudgetExceeded
from assay.solidity.flow.memo import Memo
from assay.testing.solidity import flow, function

GRAPH = {"a": "b", "b": "ac", "c": "b", "d": "a", "e": "e", "f": ""}


def reach(memo: Memo, node: str) -> frozenset[str]:
    """The nodes that can be reached, by asking each neighbour the same."""

    def make() -> frozenset[str]:
        return frozenset(GRAPH[node]).union(*(reach(memo, n) for n in GRAPH[node]))

    return memo.guarded((node,), make, frozenset())


@pytest.mark.parametrize("order", list(permutations("abcd")), ids="".join)
def test_the_order_of_questions_does_not_change_the_answers(order: tuple[str, ...]) -> None:
    memo = Memo()
    expected = {"a": "abc", "b": "abc", "c": "abc", "d": "abc"}
    assert {n: "".join(sorted(reach(memo, n))) for n in order} == {n: expected[n] for n in order}


def test_an_answer_is_worked_out_once() -> None:
    memo, made = Memo(), list[str]()

    def make() -> str:
        made.append("x")
        return "answer"

    assert [memo.keep(("k",), make), memo.guarded(("k",), make, ""), memo.keep(("k",), make)] == ["answer"] * 3
    assert made == ["x"]


def test_a_budget_that_is_exceeded_once_is_so_at_once_the_next_time() -> None:
    memo, asked = Memo(), list[int]()

    def make() -> None:
        asked.append(1)
        raise BudgetExceeded("too much")

    for _ in range(2):
        with pytest.raises(BudgetExceeded, match="too much"):
            memo.keep(("k",), make)
    assert asked == [1]


def test_what_nests_too_deeply_is_a_budget_exceeded() -> None:
    def deeper(n: int) -> int:
        return deeper(n + 1)

    with pytest.raises(BudgetExceeded, match="nested too deeply"):
        Memo().keep(("k",), lambda: deeper(0))


RECURSIVE = """contract C {
    uint256 s; uint256 t; address o;
    function a(uint256 n) internal { s = n; b(n); }
    function b(uint256 n) internal { o.call(""); if (n > 0) a(n - 1); t = n; }
    function f() external { a(3); }
    function g() external { b(3); }
}"""


@pytest.mark.parametrize("order", list(permutations("abfg")), ids="".join)
def test_effects_through_a_recursion_are_complete_in_any_order(order: tuple[str, ...]) -> None:
    built = flow(RECURSIVE)
    names = {}
    for asked in order:
        found = built.effects(function(built.project, asked))
        written = {str(getattr(cell[0], "name", "")) for cell in found.writes}
        late = {str(getattr(cell[0], "name", "")) for _, cell in found.late_writes}
        names[asked] = (written, late)
    # s is written before the call only in the first round, so it is written after it in the next
    assert names == {asked: ({"s", "t"}, {"s", "t"}) for asked in order}

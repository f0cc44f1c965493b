"""Bases in order: the same algorithm as Python's method resolution order, with the list of bases read backwards."""

from hypothesis import given
from hypothesis import strategies as st

from assay.testing.solidity import project

Hierarchy = list[list[int]]
"""For each contract the earlier ones that it names as bases, in source order."""


@st.composite
def hierarchies(draw: st.DrawFn) -> Hierarchy:
    count = draw(st.integers(1, 9))
    earlier = [list(range(own)) for own in range(count)]
    return [draw(st.lists(st.sampled_from(e), unique=True, max_size=4)) if e else [] for e in earlier]


def by_python(hierarchy: Hierarchy) -> list[list[str] | None]:
    """Each one's order; None for one whose bases contradict each other or have no order themselves."""
    classes: list[type | None] = []
    for own, bases in enumerate(hierarchy):
        found = [classes[b] for b in reversed(bases)]
        try:
            classes.append(type(f"C{own}", tuple(c for c in found if c), {}) if all(found) else None)
        except TypeError:
            classes.append(None)
    return [[c.__name__ for c in made.__mro__[:-1]] if made else None for made in classes]


def source(hierarchy: Hierarchy) -> str:
    heads = (f" is {', '.join(f'C{b}' for b in bases)}" if bases else "" for bases in hierarchy)
    return "\n".join(f"contract C{own}{head} {{}}" for own, head in enumerate(heads))


@given(hierarchies())
def test_bases_stand_in_pythons_order(hierarchy: Hierarchy) -> None:
    built = project(source(hierarchy))
    contradicting: set[str] = set()
    for own, expected in enumerate(by_python(hierarchy)):
        contract = built.contract(f"C{own}")
        if expected is None:
            contradicting.add(contract.name)
            assert contract.problem or any(b.name in contradicting for b in contract.bases)
        else:
            assert [c.name for c in contract.linearized] == expected
            assert contract.problem == ""
        assert contract.linearized[0] is contract
        assert len(set(contract.linearized)) == len(contract.linearized)


def test_a_contradiction_still_knows_all_bases() -> None:
    built = project("contract A {} contract B is A {} contract C is B, A {}")
    contract = built.contract("C")
    assert {c.name for c in contract.linearized} == {"C", "B", "A"}
    assert contract.problem == "its bases can't be ordered (linearisation contradicts itself)"


def test_bases_in_a_circle_are_a_problem_of_one_of_them() -> None:
    built = project("contract A is C {} contract B is A {} contract C is B {}")
    assert [built.contract(n).linearized[0].name for n in "ABC"] == ["A", "B", "C"]
    assert "its bases form a cycle" in {built.contract(n).problem for n in "ABC"}


def test_a_contract_that_is_its_own_base() -> None:
    contract = project("contract A is A {}").contract("A")
    assert (contract.linearized, contract.problem) == ((contract,), "its bases form a cycle")


def test_a_base_that_is_missing_is_named_by_all_below_it() -> None:
    built = project("contract B is Gone {} contract C is B {}")
    assert (built.contract("B").missing_bases, built.contract("C").incomplete) == (("Gone",), ("Gone",))

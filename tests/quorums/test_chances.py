"""Exact probabilities against every combination and against closed forms; bounds that hold."""

import math
from fractions import Fraction

import pytest
from hypothesis import given, settings
from tests.quorums.arbitrary import cases, probability_by_hand

from assay.core.errors import BudgetExceeded
from assay.quorums.bounds import probability
from assay.quorums.chances import Chance, chance
from assay.quorums.diagram import structure
from assay.quorums.parties import Cause, Event, Mode, Party, Roster
from assay.quorums.policies import Policy, any_of, at_least


def tail(n: int, k: int, p: Fraction) -> Fraction:
    """P(at least k of n independent events of probability p)."""
    return sum((math.comb(n, j) * p**j * (1 - p) ** (n - j) for j in range(k, n + 1)), Fraction(0))


@given(cases())
@settings(max_examples=200, deadline=None)
def test_any_policy_under_any_causes_equals_the_sum_over_all_combinations(
    case: tuple[Policy, tuple[Event, ...]],
) -> None:
    policy, events = case
    found = chance(structure(policy, events))
    assert found.exact
    assert found.low == found.high == pytest.approx(probability_by_hand(policy, events), abs=1e-13, rel=1e-12)


@given(cases(largest=7, causes=5))
@settings(max_examples=150, deadline=None)
def test_with_too_small_a_budget_the_bounds_still_hold(case: tuple[Policy, tuple[Event, ...]]) -> None:
    policy, events = case
    found = chance(structure(policy, events, width=2, nodes=4))
    truth = probability_by_hand(policy, events)
    assert found.low - 1e-12 <= truth <= found.high + 1e-12
    if found.exact:
        assert found.low == pytest.approx(truth, abs=1e-13)


@pytest.mark.parametrize(("n", "k"), [(1, 1), (5, 3), (9, 5), (100, 34), (300, 101), (300, 300)])
def test_k_of_n_is_the_binomial_tail_down_to_tiny_probabilities(n: int, k: int) -> None:
    p = Fraction(1, 64)
    events = [Event(f"p{j}", float(p), (f"p{j}",), shared=False) for j in range(n)]
    found = chance(structure(at_least(k, [event.name for event in events]), events))
    assert found.exact
    assert found.low == pytest.approx(float(tail(n, k, p)), rel=1e-12, abs=0)


def test_five_of_nine_keys_are_only_as_independent_as_their_supplier() -> None:
    # Worked by hand: independent 1 % keys give the binomial tail; with four of the nine under one 2 % cause, the cause
    # leaves one of five to be had, no cause five of nine.
    keys = tuple(Party(f"k{j}", compromise=0.01) for j in range(9))
    supplier = Cause(name="supplier", mode=Mode.COMPROMISE, probability=0.02, members=("k0", "k1", "k2", "k3"))
    policy, p = at_least(5, [key.name for key in keys]), Fraction(1, 100)
    alone = probability(policy, Roster(keys), [Mode.COMPROMISE])
    shared = probability(policy, Roster(keys, (supplier,)), [Mode.COMPROMISE])
    assert alone.value == pytest.approx(float(tail(9, 5, p)), rel=1e-13) == pytest.approx(1.2e-8, rel=0.02)
    expected = Fraction(2, 100) * tail(5, 1, p) + Fraction(98, 100) * tail(9, 5, p)
    assert shared.value == pytest.approx(float(expected), rel=1e-13)


def test_a_cause_inside_another_strikes_its_members_once() -> None:
    parties = tuple(Party(name) for name in "abc")
    causes = (
        Cause(name="site", mode=Mode.OUTAGE, probability=0.1, members=("a", "b")),
        Cause(name="region", mode=Mode.OUTAGE, probability=0.2, members=("a", "b", "c")),
    )
    found = probability(at_least(2, "abc"), Roster(parties, causes), [Mode.OUTAGE])
    assert found.value == pytest.approx(1 - 0.9 * 0.8, rel=1e-14)


def test_policies_that_always_or_never_hold_are_certain() -> None:
    events = [Event("a", 0.5, ("a",), shared=False)]
    assert chance(structure(at_least(0, ["a"]), events)) == Chance(1.0, 1.0, exact=True)
    assert chance(structure(at_least(2, ["a"]), events)) == Chance(0.0, 0.0, exact=True)


def test_who_asks_for_an_exact_answer_gets_it_or_an_error() -> None:
    names = [f"p{k}" for k in range(12)]
    events = [Event(name, 0.5, (name,), shared=False) for name in names]
    with pytest.raises(BudgetExceeded, match="more than 2 states"):
        structure(at_least(6, names), events, width=2, exact=True)


def test_an_event_that_strikes_nobody_who_signs_changes_nothing() -> None:
    events = [Event("a", 0.25, ("a",), shared=False), Event("b", 0.5, ("b",), shared=False)]
    assert chance(structure(any_of("a"), events)).value == pytest.approx(0.25, rel=1e-15)

"""Importance of events: by their definitions over all combinations, and textbook values."""

import math

import pytest
from hypothesis import assume, given, settings
from tests.quorums.arbitrary import cases, combinations, cut_sets_by_hand, probability_by_hand

from assay.core.errors import BadInput, BudgetExceeded
from assay.quorums.diagram import structure
from assay.quorums.importance import fussell_vesely, importances
from assay.quorums.parties import Event
from assay.quorums.policies import Policy, all_of, any_of, at_least, suffices


def given_that(policy: Policy, events: tuple[Event, ...], name: str, probability: float) -> float:
    """The policy's probability with that of one event changed."""
    changed = [
        Event(event.name, probability if event.name == name else event.probability, event.members, event.shared)
        for event in events
    ]
    return probability_by_hand(policy, changed)


@given(cases(largest=5, causes=4))
@settings(max_examples=100, deadline=None)
def test_birnbaum_and_criticality_are_what_they_are_defined_as(case: tuple[Policy, tuple[Event, ...]]) -> None:
    policy, events = case
    total = probability_by_hand(policy, events)
    for one in importances(structure(policy, events)):
        without = given_that(policy, events, one.event, 0.0)
        assert one.birnbaum == pytest.approx(given_that(policy, events, one.event, 1.0) - without, abs=1e-12)
        if total > 1e-6:
            assert one.criticality == pytest.approx((total - without) / total, abs=1e-8)


@given(cases(largest=5, causes=3))
@settings(max_examples=80, deadline=None)
def test_fussell_vesely_is_the_share_in_which_a_cut_set_with_the_event_has_happened(
    case: tuple[Policy, tuple[Event, ...]],
) -> None:
    policy, events = case
    total = probability_by_hand(policy, events)
    assume(total > 1e-9)
    cuts = cut_sets_by_hand(policy, events)
    for event in events:
        ours = [one for one in cuts if event.name in one]
        share = sum(weight for happened, weight, _ in combinations(events) if any(one <= happened for one in ours))
        assert fussell_vesely(structure(policy, events), event.name) == pytest.approx(
            share / total, rel=1e-9, abs=1e-12
        )


def test_series_and_parallel_have_their_textbook_importance() -> None:
    # Birnbaum 1969: in series (any failure suffices) the product of the others' reliabilities, in parallel of failures.
    a, b, c = 0.1, 0.2, 0.3
    events = [Event(name, p, (name,), shared=False) for name, p in zip("abc", (a, b, c), strict=True)]
    series = {one.event: one.birnbaum for one in importances(structure(any_of(*"abc"), events))}
    parallel = {one.event: one.birnbaum for one in importances(structure(all_of(*"abc"), events))}
    assert series == pytest.approx({"a": 0.8 * 0.7, "b": 0.9 * 0.7, "c": 0.9 * 0.8})
    assert parallel == pytest.approx({"a": b * c, "b": a * c, "c": a * b})


def test_an_event_of_no_cut_set_has_no_importance_and_an_unknown_one_is_refused() -> None:
    events = [Event("a", 0.5, ("a",), shared=False), Event("b", 0.5, ("b",), shared=False)]
    diagram = structure(any_of("a"), events)
    assert fussell_vesely(diagram, "b") == 0.0
    with pytest.raises(BadInput, match="no event is called 'c'"):
        fussell_vesely(diagram, "c")


def test_what_can_not_happen_has_no_criticality() -> None:
    (one,) = importances(structure(any_of("a"), [Event("a", 0.0, ("a",), shared=False)]))
    assert (one.birnbaum, math.isnan(one.criticality)) == (1.0, True)


def test_a_structure_too_large_to_be_exact_gives_no_importance() -> None:
    names = [f"p{k}" for k in range(12)]
    events = [Event(name, 0.5, (name,), shared=False) for name in names]
    assert not suffices(at_least(6, names), [])
    with pytest.raises(BudgetExceeded):
        importances(structure(at_least(6, names), events, width=2))

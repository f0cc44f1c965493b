"""Minimal cut sets: against every combination, closed forms, a handbook's tree, and budgets."""

import math
from itertools import combinations as choose

import pytest
from hypothesis import given, settings
from tests.quorums.arbitrary import cases, cut_sets_by_hand

from assay.quorums.diagram import structure
from assay.quorums.minimal_sets import CutSets, cut_sets
from assay.quorums.parties import Event
from assay.quorums.policies import Policy, all_of, any_of, at_least


def own(*names: str, p: float = 0.1) -> list[Event]:
    return [Event(name, p, (name,), shared=False) for name in names]


@given(cases())
@settings(max_examples=150, deadline=None)
def test_they_are_the_combinations_from_which_nothing_can_be_taken(case: tuple[Policy, tuple[Event, ...]]) -> None:
    policy, events = case
    expected = sorted(tuple(sorted(one)) for one in cut_sets_by_hand(policy, events))
    found = cut_sets(structure(policy, events), first=10_000)
    orders = [len(one) for one in expected]
    assert sorted(found.first) == expected
    assert [len(one) for one in found.first] == sorted(orders)
    assert found.number == len(expected)
    assert found.smallest == found.at_least == min(orders, default=None)
    assert found.of_smallest == (orders.count(min(orders)) if orders else 0)


@given(cases())
@settings(max_examples=80, deadline=None)
def test_the_smallest_are_there_even_when_counting_all_takes_too_long(case: tuple[Policy, tuple[Event, ...]]) -> None:
    policy, events = case
    full = cut_sets(structure(policy, events), first=10_000)
    found = cut_sets(structure(policy, events), first=10_000, steps=0)
    assert (found.smallest, found.of_smallest) == (full.smallest, full.of_smallest)
    if found.number is None:
        assert sorted(found.first) == sorted(one for one in full.first if len(one) == full.smallest)


@given(cases(largest=7))
@settings(max_examples=80, deadline=None)
def test_a_structure_too_large_to_be_exact_still_bounds_the_smallest(case: tuple[Policy, tuple[Event, ...]]) -> None:
    policy, events = case
    truth = cut_sets(structure(policy, events)).smallest
    found = cut_sets(structure(policy, events, width=2, nodes=4))
    if truth is None:
        assert found.smallest is None
    else:
        assert found.at_least is not None
        assert found.at_least <= truth
        assert found.smallest is None or found.smallest >= truth


def test_hundred_of_three_hundred_are_counted_not_listed() -> None:
    names = [f"p{k:03}" for k in range(300)]
    found = cut_sets(structure(at_least(101, names), own(*names)), first=1)
    assert found == CutSets(101, 101, math.comb(300, 101), math.comb(300, 101), (tuple(names[:101]),))


def test_the_first_ones_do_not_depend_on_the_order_in_which_policies_were_written() -> None:
    events = own("a", "b", "c", "d")
    found = cut_sets(structure(at_least(2, "abcd"), events), first=3)
    assert found.first == (("a", "b"), ("a", "c"), ("a", "d"))
    assert sorted(cut_sets(structure(at_least(2, "abcd"), events)).first) == list(choose("abcd", 2))


def test_the_pressure_tank_of_the_fault_tree_handbook_has_its_five_cut_sets() -> None:
    # NUREG-0492 (1981), chapter VIII: tank T, relays K1, K2 and R, switches S and S1.
    tree = any_of("T", "K2", all_of("S", any_of("S1", "K1", "R")))
    found = cut_sets(structure(tree, own("T", "K2", "S", "S1", "K1", "R")))
    assert set(found.first) == {("T",), ("K2",), ("S", "S1"), ("K1", "S"), ("R", "S")}
    assert (found.smallest, found.number, found.of_smallest) == (1, 5, 2)


def test_a_bridge_network_has_its_four_cut_sets() -> None:
    # The textbook bridge (Barlow & Proschan 1975): fails by {1,2}, {4,5}, {1,3,5}, {2,3,4}.
    tree = any_of(all_of("1", "2"), all_of("4", "5"), all_of("1", "3", "5"), all_of("2", "3", "4"))
    found = cut_sets(structure(tree, own(*"12345")))
    assert set(found.first) == {("1", "2"), ("4", "5"), ("1", "3", "5"), ("2", "3", "4")}


@pytest.mark.parametrize("threshold", [0, 2])
def test_what_always_holds_needs_nothing_and_what_never_holds_has_no_cut_set(threshold: int) -> None:
    found = cut_sets(structure(at_least(threshold, ["a"]), own("a")))
    assert found == (CutSets(0, 0, 1, 1, ((),)) if not threshold else CutSets(None, None, 0, 0, ()))

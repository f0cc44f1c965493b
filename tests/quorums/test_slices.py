"""Federated quorum slices against every set of nodes, the paper's example, and a symmetric top tier."""

from collections.abc import Iterator
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assay.core.errors import BadInput, BudgetExceeded
from assay.quorums.policies import suffices
from assay.quorums.slices import (
    blocking_sets,
    disjoint_quorums,
    federated,
    is_quorum,
    minimal_quorums,
    splitting_sets,
)
from assay.quorums.stellar import Network, QuorumSet, network

Nodes = frozenset[str]


@st.composite
def quorum_sets(draw: st.DrawFn, keys: tuple[str, ...], depth: int = 1) -> QuorumSet:
    validators = draw(st.lists(st.sampled_from(keys), unique=True, max_size=len(keys)))
    inner = draw(st.lists(quorum_sets(keys, depth - 1), max_size=2)) if depth else []
    return QuorumSet(draw(st.integers(0, len(validators) + len(inner) + 1)), tuple(validators), tuple(inner))


@st.composite
def networks(draw: st.DrawFn) -> Network:
    """Up to five nodes; some all say the same, one may say nothing, some trust nodes that aren't there."""
    keys = tuple(f"n{k}" for k in range(draw(st.integers(1, 5))))
    said = quorum_sets((*keys, "stranger"))
    if draw(st.booleans()):
        return Network(dict.fromkeys(keys, draw(said)))
    return Network({key: draw(st.one_of(said, st.none()) if k == 0 else said) for k, key in enumerate(keys)})


def holds(said: QuorumSet | None, nodes: Nodes) -> bool:
    if said is None:
        return False
    return len(nodes & set(said.validators)) + sum(holds(one, nodes) for one in said.inner) >= said.threshold


def subsets(keys: Nodes) -> Iterator[Nodes]:
    return (frozenset(chosen) for size in range(len(keys) + 1) for chosen in combinations(sorted(keys), size))


def quorums(net: Network, liars: Nodes = frozenset()) -> list[Nodes]:
    """Mazières 2015: not empty, and everybody in it is satisfied by it; liars satisfy whoever asks."""
    others = frozenset(net.nodes) - liars
    return [one for one in subsets(others) if one and all(holds(net.nodes[key], one | liars) for key in one)]


def smallest(sets: list[Nodes]) -> set[Nodes]:
    return {one for one in sets if not any(other < one for other in sets)}


def as_sets(found: tuple[tuple[str, ...], ...]) -> set[Nodes]:
    assert [len(one) for one in found] == sorted(len(one) for one in found)
    return {frozenset(one) for one in found}


def splits(net: Network, liars: Nodes) -> bool:
    return any(a.isdisjoint(b) for a, b in combinations(quorums(net, liars), 2))


@given(networks())
@settings(max_examples=150, deadline=None)
def test_quorums_blocking_and_splitting_sets_are_what_they_are_defined_as(net: Network) -> None:
    every, everybody = quorums(net), frozenset(net.nodes)
    assert {one for one in subsets(everybody) if is_quorum(net, one)} == set(every)
    assert as_sets(minimal_quorums(net)) == smallest(every)
    blocking = [one for one in subsets(everybody) if all(one & quorum for quorum in every)]
    assert as_sets(blocking_sets(net)) == smallest(blocking)
    assert as_sets(splitting_sets(net)) == smallest([one for one in subsets(everybody) if splits(net, one)])
    pair = disjoint_quorums(net)
    assert (pair is not None) == splits(net, frozenset())
    if pair is not None:
        assert is_quorum(net, pair[0])
        assert is_quorum(net, pair[1])
        assert set(pair[0]).isdisjoint(pair[1])


@given(networks())
@settings(max_examples=50, deadline=None)
def test_as_a_system_its_blocking_sets_stop_it_and_its_splitting_sets_break_it(net: Network) -> None:
    system = federated(net)
    for failed in subsets(frozenset(net.nodes)):
        left = any(quorum <= frozenset(net.nodes) - failed for quorum in quorums(net))
        assert suffices(system.act, frozenset(net.nodes) - failed) == left
        assert suffices(system.forge, failed) == any(splits(net, one) for one in subsets(failed))


def test_the_papers_first_example_has_one_quorum_of_all_and_one_of_three() -> None:
    # Mazières 2015, figure 2: v1 depends on v2 and v3, who with v4 depend on one another.
    three = QuorumSet(3, ("v2", "v3", "v4"))
    net = Network({"v1": QuorumSet(3, ("v1", "v2", "v3")), "v2": three, "v3": three, "v4": three})
    assert minimal_quorums(net) == (("v2", "v3", "v4"),)
    assert is_quorum(net, ["v1", "v2", "v3", "v4"])
    assert not is_quorum(net, ["v1", "v2", "v3"])


def tier(organisations: int) -> Network:
    """Three validators each, two of which speak for it; two thirds of the organisations, rounded up, are needed."""
    orgs = [[f"org{k} {letter}" for letter in "abc"] for k in range(organisations)]
    said = {
        "threshold": organisations - (organisations - 1) // 3,
        "innerQuorumSets": [{"threshold": 2, "validators": org, "innerQuorumSets": []} for org in orgs],
    }
    return network([{"publicKey": key, "quorumSet": said} for org in orgs for key in org])


def test_a_top_tier_of_seven_organisations_is_counted_in_full() -> None:
    net = tier(7)
    assert len(minimal_quorums(net)) == 21 * 3**5  # any 5 of 7, any 2 of 3 in each
    assert len(blocking_sets(net)) == 35 * 3**3  # any 3 of 7, any 2 of 3 in each
    assert blocking_sets(net)[0] == ("org0 a", "org0 b", "org1 a", "org1 b", "org2 a", "org2 b")


def test_the_quorums_of_four_organisations_intersect_until_enough_of_them_lie() -> None:
    net = tier(4)
    assert disjoint_quorums(net) is None
    liars = splitting_sets(net, largest=2)  # quorums share two organisations; one liar in each speaks for both halves
    assert len(liars) == 6 * 3**2
    assert liars[0] == ("org0 a", "org1 a")


def test_too_many_combinations_are_an_error_never_a_guess() -> None:
    with pytest.raises(BudgetExceeded):
        splitting_sets(tier(4), steps=100)
    with pytest.raises(BudgetExceeded):
        minimal_quorums(tier(7), steps=100)


@pytest.mark.parametrize(
    ("published", "error"),
    [
        ({}, "a list of at most"),
        ([{"publicKey": 3}], "node 1: publicKey"),
        ([{"publicKey": "a"}, {"publicKey": "a"}], "node 2: 'a' is there twice"),
        ([{"publicKey": "a", "quorumSet": {"threshold": True}}], "a: threshold"),
        ([{"publicKey": "a", "quorumSet": {"threshold": 1, "validators": [3]}}], "a: validators"),
        ([{"publicKey": "a", "quorumSet": {"threshold": 1, "innerQuorumSets": [[]]}}], "a, inner set 1: quorumSet"),
    ],
)
def test_rubbish_is_refused_by_node_and_field(published: object, error: str) -> None:
    with pytest.raises(BadInput, match=error):
        network(published)


def test_a_node_that_is_not_there_is_named() -> None:
    with pytest.raises(BadInput, match="no node is called 'ghost'"):
        is_quorum(tier(4), ["ghost"])

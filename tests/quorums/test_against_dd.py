"""A second opinion from another implementation: the pure-Python BDDs of `dd` (Caltech), on structures too large to try
every combination of."""

import math
from collections.abc import Sequence

import pytest
from dd.autoref import BDD, Function

from assay.quorums.chances import chance
from assay.quorums.diagram import structure
from assay.quorums.minimal_sets import cut_sets
from assay.quorums.parties import Cause, Event, Mode, Party, Roster
from assay.quorums.policies import Policy, Signer, Weighted, all_of, any_of, at_least
from assay.quorums.reduced import reduced


def as_bdd(bdd: BDD, policy: Policy, failed: dict[str, Function]) -> Function:
    """The policy over the functions that say when each party fails; thresholds by dynamic programming."""
    if isinstance(policy, Signer):
        return failed[policy.name]
    ways = [bdd.true] + [bdd.false] * policy.threshold  # ways[k]: at least k gathered
    for weight, part in policy.parts:
        this = as_bdd(bdd, part, failed)
        ways = [ways[k] | (this & ways[max(k - weight, 0)]) for k in range(policy.threshold + 1)]
    return ways[-1]


def second_opinion(policy: Policy, events: Sequence[Event]) -> tuple[float, int]:
    """The probability, and in how many combinations of the events the policy holds."""
    bdd = BDD()
    bdd.declare(*(event.name for event in events))
    failed: dict[str, Function] = {}
    for event in events:
        for name in event.members:
            failed[name] = failed.get(name, bdd.false) | bdd.var(event.name)
    top = as_bdd(bdd, policy, failed)
    chances = {event.name: event.probability for event in events}
    known: dict[int, float] = {}

    def value(node: Function) -> float:
        if node in (bdd.true, bdd.false):
            return float(node == bdd.true)
        key = int(node)
        if key not in known:
            variable, (_, low, high) = node.var, bdd.succ(node)
            assert variable is not None
            assert low is not None
            assert high is not None
            p = chances[variable]
            inner = (1 - p) * value(low) + p * value(high)
            known[key] = 1 - inner if node.negated else inner
        return known[key]

    return value(top), int(bdd.count(top, nvars=len(events)))


def network(parties: int, strides: dict[int, int]) -> tuple[Event, ...]:
    """Parties under causes that overlap like a grid: cause k of a stride strikes every party with that remainder."""
    members = [Party(f"p{k:02}", compromise=(k + 1) / 500) for k in range(parties)]
    causes = [
        Cause(
            name=f"{stride}:{k}",
            mode=Mode.COMPROMISE,
            probability=1 / (stride + 20),
            members=tuple(party.name for party in members[k::stride]),
        )
        for stride in strides
        for k in range(strides[stride])
    ]
    return Roster(tuple(members), tuple(causes)).events([Mode.COMPROMISE])


NAMES = [f"p{k:02}" for k in range(16)]
TREE = any_of(
    at_least(5, NAMES[:10]),
    all_of(at_least(3, NAMES[8:14]), any_of(*NAMES[14:])),
    Weighted(7, ((5, Signer("p00")), *((1, Signer(name)) for name in NAMES[4:10]))),
)


@pytest.mark.parametrize("policy", [at_least(5, NAMES), at_least(9, NAMES), TREE], ids=["5 of 16", "9 of 16", "tree"])
def test_both_give_the_same_probability_and_the_same_number_of_combinations(policy: Policy) -> None:
    events = network(16, {3: 3, 5: 2})
    diagram = structure(policy, events)
    value, number = second_opinion(policy, events)
    assert chance(diagram).low == pytest.approx(value, rel=1e-9)
    assert combinations_of(diagram, len(events)) == number


def combinations_of(diagram, events: int) -> int:
    graph = reduced(diagram)
    ways = [0, 1]  # over the events decided at a node or below
    for node in range(2, len(graph.variable)):
        ways.append(
            sum(
                ways[child] << graph.variable[child] - graph.variable[node] - 1
                for child in (graph.low[node], graph.high[node])
            )
        )
    decided = ways[graph.root] << graph.variable[graph.root]
    return decided << events - len(graph.order)


def test_both_count_the_minimal_cut_sets_of_a_threshold_alike() -> None:
    events = network(16, {})
    assert cut_sets(structure(at_least(6, NAMES), events)).number == math.comb(16, 6)

"""Small rosters and policies made up by Hypothesis, and the answers by trying every combination of events."""

from collections.abc import Iterator, Sequence

from hypothesis import strategies as st

from assay.quorums.parties import Cause, Event, Mode, Party, Roster
from assay.quorums.policies import Policy, Signer, Weighted, suffices

PROBABILITIES = st.one_of(st.sampled_from([0.0, 1.0, 1e-9, 0.5]), st.floats(0, 1, allow_subnormal=False))


@st.composite
def rosters(draw: st.DrawFn, largest: int = 6, causes: int = 5) -> Roster:
    """Parties p0, p1 … with their own chance of compromise, and causes that overlap as they like."""
    names = [f"p{k}" for k in range(draw(st.integers(1, largest)))]
    members = st.lists(st.sampled_from(names), unique=True, max_size=len(names))
    return Roster(
        tuple(Party(name, compromise=draw(PROBABILITIES)) for name in names),
        tuple(
            Cause(name=f"c{k}", mode=Mode.COMPROMISE, probability=draw(PROBABILITIES), members=tuple(draw(members)))
            for k in range(draw(st.integers(0, causes)))
        ),
    )


def policies(names: Sequence[str], depth: int = 3) -> st.SearchStrategy[Policy]:
    """Trees of weighted gates in which a signer may come up again and again, with thresholds from never to always."""
    signer = st.sampled_from(list(names)).map(Signer)
    if not depth:
        return signer
    parts = st.lists(st.tuples(st.integers(1, 3), policies(names, depth - 1)), min_size=1, max_size=3)
    gate = parts.flatmap(
        lambda parts: st.integers(0, sum(weight for weight, _ in parts) + 1).map(
            lambda threshold: Weighted(threshold, tuple(parts))
        )
    )
    return st.one_of(signer, gate, gate)


@st.composite
def cases(draw: st.DrawFn, largest: int = 6, causes: int = 5) -> tuple[Policy, tuple[Event, ...]]:
    """A policy and the events under which its parties fail; at most a dozen of them."""
    roster = draw(rosters(largest, causes))
    return draw(policies(roster.names)), roster.events([Mode.COMPROMISE])


def combinations(events: Sequence[Event]) -> Iterator[tuple[frozenset[str], float, frozenset[str]]]:
    """Every combination: the events that happen, its probability, the parties that fail."""
    for mask in range(1 << len(events)):
        happened = [event for k, event in enumerate(events) if mask >> k & 1]
        weight = 1.0
        for k, event in enumerate(events):
            weight *= event.probability if mask >> k & 1 else 1 - event.probability
        failed = frozenset(name for event in happened for name in event.members)
        yield frozenset(event.name for event in happened), weight, failed


def probability_by_hand(policy: Policy, events: Sequence[Event]) -> float:
    """The sum over all combinations that satisfy it."""
    weights: dict[frozenset[str], float] = {}
    for _, weight, failed in combinations(events):
        weights[failed] = weights.get(failed, 0.0) + weight
    return sum(weight for failed, weight in weights.items() if suffices(policy, failed))


def cut_sets_by_hand(policy: Policy, events: Sequence[Event]) -> list[frozenset[str]]:
    """The combinations that satisfy it and no longer do when one event is taken out."""
    every = list(combinations(events))
    suffice = {failed: suffices(policy, failed) for failed in {failed for _, _, failed in every}}
    enough = {happened for happened, _, failed in every if suffice[failed]}
    return [one for one in enough if not any(one - {event} in enough for event in one)]

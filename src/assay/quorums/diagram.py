"""Which combinations of events satisfy a policy: a decision diagram, built level by level.

Each level decides one event; each state (the row of a level) is what the events decided so far leave to be known.
States that can't be told apart are merged, so the diagram stays small when few causes are pending at a time
(`order`). When it does not, the least likely states forget which parties were struck already, which may count a party
twice: what is reached from such a loose state is a bound from above, and nothing from below. When even that is too
much, the least likely loose states are given up.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assay.core.errors import BudgetExceeded
from assay.quorums.gates import Gate, Gates, gates
from assay.quorums.order import Plan, plan
from assay.quorums.parties import Event
from assay.quorums.policies import Policy, signers
from assay.quorums.states import Bools, Floats, Ints, States, joined, merge

TRUE, FALSE, GIVEN_UP = -1, -2, -3
"""Targets that are no state of the next level."""
WIDTH = 150_000
"""States of a level, unless told otherwise."""
NODES = 3_000_000
"""States of all levels together."""
_NEVER = -1


@dataclass(frozen=True, slots=True)
class Level:
    """The states that one event is decided in; where each leads when it doesn't happen (`low`) and does (`high`)."""

    event: int
    low: NDArray[np.int32]
    high: NDArray[np.int32]
    mass: Floats
    """Probability of reaching each state."""
    loose: NDArray[np.bool_]
    """States that may count a party twice."""


@dataclass(frozen=True, slots=True)
class Diagram:
    """The policy as a function of the events; level 0 has one state. With no levels it is the `constant`."""

    events: tuple[Event, ...]
    levels: tuple[Level, ...]
    constant: bool
    complete: bool
    """No state is loose or was given up: everything said from this diagram is exact."""

    @property
    def size(self) -> int:
        """Number of states."""
        return sum(len(level.low) for level in self.levels)


def structure(
    policy: Policy,
    events: Sequence[Event],
    *,
    width: int = WIDTH,
    nodes: int = NODES,
    exact: bool = False,
) -> Diagram:
    """When the parties that fail satisfy `policy`, as a diagram over `events`.

    At most `width` states of a level and about `nodes` in all are kept exactly; beyond, the least likely ones become
    loose, or, with `exact`, `BudgetExceeded` is raised. Raises `BadInput` when the policy names a party that no event
    strikes.
    """
    names = tuple(dict.fromkeys(name for event in events for name in event.members))
    numbers = {name: number for number, name in enumerate(names)}
    network = gates(policy, numbers)
    if network.constant is not None:
        return Diagram(tuple(events), (), network.constant, complete=True)
    order = plan(events, _ranks(policy, network, names), numbers)
    return _Builder(network, events, order, numbers).build(width, nodes, exact)


def _ranks(policy: Policy, network: Gates, names: Sequence[str]) -> list[int]:
    """Where each party comes in: with its first gate, the heaviest first (they settle most), then as written."""
    mention = {name: place for place, name in enumerate(signers(policy))}
    place = {number: (len(network.gates), 0) for number in range(len(names))}
    for gate_number, gate in reversed(list(enumerate(network.gates))):
        place.update((party, (gate_number, -weight)) for party, weight in gate.parties)
    by_place = sorted(range(len(names)), key=lambda k: (*place[k], mention.get(names[k], len(mention)), k))
    ranks = [0] * len(names)
    for rank, party in enumerate(by_place):
        ranks[party] = rank
    return ranks


class _Builder:
    """Walks the plan once, from the state in which nothing is known."""

    def __init__(self, network: Gates, events: Sequence[Event], order: Plan, numbers: dict[str, int]) -> None:
        self.gates = network.gates
        self.events = tuple(events)
        self.order = order.order
        self.classes = order.classes
        self.class_of = {party: k for k, one in enumerate(order.classes) for party in one.members}
        self.struck_by = [[numbers[name] for name in event.members] for event in events]
        self.weights: list[list[tuple[int, int]]] = [[] for _ in self.class_of]
        for number, gate in enumerate(self.gates):
            for party, weight in gate.parties:
                self.weights[party].append((number, weight))
        # What each open class can still add to each gate, if nothing struck it yet; shrinks as its members are decided.
        self.to_come: list[dict[int, int]] = [self._sum(one.members) for one in order.classes]
        self.pending = [len(one.causes) + len(one.members) for one in order.classes]
        self.rest = [sum(weight for _, weight in gate.parties) for gate in self.gates]

    def _sum(self, parties: Sequence[int]) -> dict[int, int]:
        total: dict[int, int] = {}
        for party in parties:
            for gate, weight in self.weights[party]:
                total[gate] = total.get(gate, 0) + weight
        return total

    def build(self, width: int, nodes: int, exact: bool) -> Diagram:
        states = States([np.zeros(1, dtype=np.int64) for _ in self.gates], {}, np.zeros(1, dtype=np.bool_))
        mass: Floats = np.ones(1)
        levels: list[Level] = []
        used = 0
        top = self.gates[-1].threshold
        for event in self.order:
            if not len(states):
                break
            following = self._decide(event, states)
            p = self.events[event].probability
            root = following.gathered[-1]
            targets = np.where(root == top, TRUE, FALSE).astype(np.int32)
            undecided = np.flatnonzero((root != top) & (root != _NEVER))
            masses = np.concatenate((mass * (1 - p), mass * p))[undecided]
            following, group = _distinct(following.rows(undecided))
            reached = _added(masses, group, len(following))
            allowed = min(width, max(1, nodes - used))
            if len(following) > allowed:
                if exact:
                    raise BudgetExceeded(f"more than {allowed} states after {len(levels) + 1} events")
                following, onto = _loosened(following, reached, allowed, width)
                group = onto[group]
                reached = _added(masses[group >= 0], group[group >= 0], len(following))
            targets[undecided] = group
            levels.append(Level(event, targets[: len(mass)], targets[len(mass) :], mass, states.loose))
            used += len(mass)
            states, mass = following, reached
        complete = not any(level.loose.any() or (level.low == GIVEN_UP).any() for level in levels)
        return Diagram(self.events, tuple(levels), False, complete)

    def _decide(self, event: int, states: States) -> States:
        """Every state without the event, then every state with it."""
        ours: dict[int, list[int]] = {}
        for party in self.struck_by[event]:
            ours.setdefault(self.class_of[party], []).append(party)
        shared = self.events[event].shared
        gathered = [column.copy() for column in states.gathered]
        struck = dict(states.struck)
        for k, parties in ours.items():
            spared = None if k not in struck else ~struck[k]
            for gate, weight in self._sum(parties).items():
                gathered[gate] += weight if spared is None else weight * spared
                if not shared:
                    self.to_come[k][gate] -= weight
                    self.rest[gate] -= weight
            if shared:
                struck[k] = np.ones(len(states), dtype=np.bool_)
            self.pending[k] -= 1
        following = joined(states, States(gathered, struck, states.loose))
        for k in ours:
            if not self.pending[k]:
                following.struck.pop(k, None)
        self._settle(following)
        return following

    def _settle(self, states: States) -> None:
        """Writes every gate and class in the one form that says no more than what still matters."""
        can_be: list[Bools] = []
        is_: list[Bools] = []
        lost = self._struck_already(states)
        for number, gate in enumerate(self.gates):
            column = states.gathered[number]
            reach = column + self.rest[number]
            if number in lost:
                reach = reach - lost[number]
            sure = column
            for inner, weight in gate.gates:
                sure = sure + weight * is_[inner]
                reach = reach + weight * can_be[inner]
            never = column == _NEVER
            is_.append((sure >= gate.threshold) & ~never)
            can_be.append((reach >= gate.threshold) & ~never | is_[number])
        matters: list[Bools | None] = [None] * len(self.gates)
        matters[-1] = np.ones(len(states), dtype=np.bool_)
        for number in range(len(self.gates) - 1, -1, -1):
            asked = matters[number]
            undecided = can_be[number] & ~is_[number]
            if asked is None:
                undecided = np.zeros(len(states), dtype=np.bool_)
                states.gathered[number] = np.full(len(states), _NEVER, dtype=np.int64)
            else:
                undecided &= asked
                column = np.where(is_[number], self.gates[number].threshold, states.gathered[number])
                states.gathered[number] = np.where(asked & can_be[number], column, _NEVER)
            matters[number] = undecided
            self._ask(matters, self.gates[number], undecided)
        for k, bits in states.struck.items():
            wanted = np.zeros(len(states), dtype=np.bool_)
            for number, weight in self.to_come[k].items():
                asked = matters[number]
                if weight and asked is not None:
                    wanted |= asked
            states.struck[k] = bits & wanted

    @staticmethod
    def _ask(matters: list[Bools | None], gate: Gate, undecided: Bools) -> None:
        for inner, _ in gate.gates:
            before = matters[inner]
            matters[inner] = undecided if before is None else before | undecided

    def _struck_already(self, states: States) -> dict[int, Ints]:
        """For each gate: what its open classes can no longer add, since a cause has struck them."""
        lost: dict[int, Ints] = {}
        for k, bits in states.struck.items():
            for number, weight in self.to_come[k].items():
                if weight:
                    lost[number] = lost.get(number, 0) + weight * bits.astype(np.int64)
        return lost


def _distinct(states: States) -> tuple[States, Ints]:
    """One of each kind, and for each of `states` its kind."""
    if not len(states):
        return states, np.zeros(0, dtype=np.int64)
    first, group = merge(states)
    return states.rows(first), group


def _added(masses: Floats, group: Ints, groups: int) -> Floats:
    """The mass of each group."""
    return np.bincount(group, weights=masses, minlength=groups).astype(np.float64)


def _loosened(states: States, reached: Floats, allowed: int, loose_allowed: int) -> tuple[States, Ints]:
    """At most `allowed` as they are, then at most `loose_allowed` loose ones; and where each went, or `GIVEN_UP`."""
    likely = np.argsort(-np.where(states.loose, -1.0, reached), kind="stable")
    kept = np.sort(likely[: min(allowed, int((~states.loose).sum()))])
    others = np.ones(len(states), dtype=np.bool_)
    others[kept] = False
    rest = states.rows(others)
    loose, group = _distinct(States(rest.gathered, {}, np.ones(len(rest), dtype=np.bool_)))
    masses = _added(reached[others], group, len(loose))
    chosen = np.sort(np.argsort(-masses, kind="stable")[:loose_allowed])
    onto = np.full(len(loose), GIVEN_UP, dtype=np.int64)
    onto[chosen] = np.arange(len(kept), len(kept) + len(chosen))
    where = np.empty(len(states), dtype=np.int64)
    where[kept] = np.arange(len(kept))
    where[others] = onto[group]
    loose = loose.rows(chosen)
    none = {k: np.zeros(len(loose), dtype=np.bool_) for k in states.struck}
    return joined(states.rows(kept), States(loose.gathered, none, loose.loose)), where

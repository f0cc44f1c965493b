"""In which order to decide the events, so that few states have to be told apart on the way.

Parties under the same causes form a class. A class is open from the first of its causes to the last of its members'
own events; while it is open, a state has to remember whether a cause has struck it. So causes are taken in an order
in which few are pending at a time, and a class's own events follow as soon as its last cause is decided.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from assay.quorums.parties import Event

STARTS = 12
"""How many first causes are tried in each group of overlapping causes; the best order is kept."""


@dataclass(frozen=True, slots=True)
class PartyClass:
    """Parties that the same causes strike."""

    causes: frozenset[int]
    """Numbers of events."""
    members: tuple[int, ...]
    """Numbers of parties."""


@dataclass(frozen=True, slots=True)
class Plan:
    """The events in the order of decision, and the classes."""

    order: tuple[int, ...]
    classes: tuple[PartyClass, ...]


def plan(events: Sequence[Event], ranks: Sequence[int], numbers: dict[str, int]) -> Plan:
    """A good order for `events`. `ranks[party]` says where the policy mentions a party: neighbours there stay so."""
    causes_of: list[set[int]] = [set() for _ in ranks]
    own: dict[int, list[int]] = {}
    for number, event in enumerate(events):
        for name in event.members:
            if event.shared:
                causes_of[numbers[name]].add(number)
            else:
                own.setdefault(numbers[name], []).append(number)
    together: dict[frozenset[int], list[int]] = {}
    for party in sorted(range(len(ranks)), key=lambda party: (ranks[party], party)):
        together.setdefault(frozenset(causes_of[party]), []).append(party)
    classes = tuple(
        PartyClass(causes, tuple(members))
        for causes, parties in together.items()
        for members in ([parties] if causes else [[party] for party in parties])
    )
    order: list[int] = []
    for component in sorted(_components(classes), key=lambda ours: min(ranks[classes[k].members[0]] for k in ours)):
        for item in _schedule([classes[k] for k in component]):
            order.extend([item] if isinstance(item, int) else [event for party in item.members for event in own[party]])
    return Plan(tuple(order), classes)


def _components(classes: Sequence[PartyClass]) -> list[list[int]]:
    """Classes that share a cause, directly or over others, belong together."""
    alone = [[number] for number, one in enumerate(classes) if not one.causes]
    found: list[tuple[set[int], list[int]]] = []
    for number, one in enumerate(classes):
        if not one.causes:
            continue
        causes, members = set(one.causes), [number]
        apart = []
        for other in found:
            if other[0].isdisjoint(causes):
                apart.append(other)
            else:
                causes |= other[0]
                members = other[1] + members
        found = [*apart, (causes, members)]
    return alone + [sorted(members) for _, members in found]


def _schedule(classes: Sequence[PartyClass]) -> list[int | PartyClass]:
    """Causes and classes of one component; each class right behind its last cause."""
    strikes: dict[int, int] = {}
    for bit, one in enumerate(classes):
        for cause in one.causes:
            strikes[cause] = strikes.get(cause, 0) | 1 << bit
    if not strikes:
        return list(classes)
    starts = sorted(strikes, key=lambda cause: (-strikes[cause].bit_count(), cause))
    if len(starts) > STARTS:
        step = len(starts) / STARTS
        starts = [starts[int(k * step)] for k in range(STARTS)]
    _, causes = min(_greedy(strikes, classes, start) for start in starts)
    waiting = dict(enumerate(classes))
    decided: set[int] = set()
    schedule: list[int | PartyClass] = []
    for cause in causes:
        decided.add(cause)
        schedule.append(cause)
        ready = [bit for bit, one in waiting.items() if one.causes <= decided]
        schedule.extend(waiting.pop(bit) for bit in ready)
    return schedule


def _greedy(strikes: dict[int, int], classes: Sequence[PartyClass], start: int) -> tuple[int, list[int]]:
    """An order of the causes that leaves few pending at each step, and its cost: the sum of 2^pending."""
    left = {cause: mask for cause, mask in strikes.items() if cause != start}
    pending = {start: strikes[start]}
    missing = [len(one.causes) for one in classes]
    order, cost = [start], 0
    _close(pending, strikes[start], missing)
    while left:

        def live_after(cause: int) -> tuple[int, int, int]:
            closing = sum(1 << bit for bit in _bits(strikes[cause]) if missing[bit] == 1)
            live = sum(1 for mask in (*pending.values(), strikes[cause]) if mask & ~closing)
            return live, -strikes[cause].bit_count(), cause

        best = min(left, key=live_after)
        pending[best] = left.pop(best)
        order.append(best)
        _close(pending, strikes[best], missing)
        cost += 1 << len(pending)
    return cost, order


def _close(pending: dict[int, int], struck: int, missing: list[int]) -> None:
    """Counts down what the struck classes wait for; forgets classes that wait no more, and causes of none."""
    closed = 0
    for bit in _bits(struck):
        missing[bit] -= 1
        if not missing[bit]:
            closed |= 1 << bit
    for cause in list(pending):
        pending[cause] &= ~closed
        if not pending[cause]:
            del pending[cause]


def _bits(mask: int) -> list[int]:
    return [bit for bit in range(mask.bit_length()) if mask >> bit & 1]

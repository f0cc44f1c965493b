"""Minimal cut sets: the smallest combinations of events that satisfy a policy of failures, counted without listing.

The sets are kept as a zero-suppressed diagram, made from the reduced BDD as in Rauzy 1993 ("New algorithms for fault
trees analysis"): below an event, the sets that need it are those which suffice with it and don't without.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from assay.core.errors import BudgetExceeded
from assay.quorums.diagram import Diagram
from assay.quorums.reduced import NO, YES, Reduced, reduced
from assay.quorums.shortest import shortest

STEPS = 1_000_000
"""Nodes and pairs of nodes looked at, unless told otherwise; three or four seconds."""
EMPTY, UNIT = 0, 1
"""No set at all; the one set without members."""


@dataclass(slots=True)
class Family:
    """A family of sets: a node says what is in without its event (`low`) and with it (`high`)."""

    names: tuple[str, ...]
    """Of the events, by variable."""
    variable: list[int]
    low: list[int] = field(default_factory=lambda: [0, 0])
    high: list[int] = field(default_factory=lambda: [0, 0])
    root: int = EMPTY
    _known: dict[tuple[int, int, int], int] = field(default_factory=dict)

    def node(self, variable: int, low: int, high: int) -> int:
        """The number of that node; `low` alone when nothing is in with the event."""
        if high == EMPTY:
            return low
        key = (variable, low, high)
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = len(self.variable)
            self.variable.append(variable)
            self.low.append(low)
            self.high.append(high)
        return found


@dataclass(frozen=True, slots=True)
class CutSets:
    """What is known of the minimal cut sets."""

    smallest: int | None
    """Events in the smallest one that is known; `None` when there is none, 0 when nothing is needed."""
    at_least: int | None
    """No fewer events suffice. The same as `smallest` unless the structure was too large to be exact."""
    number: int | None
    """How many there are; `None` when counting took more than its budget."""
    of_smallest: int | None
    """How many of them have the smallest order; `None` only when the structure was too large to be exact."""
    first: tuple[tuple[str, ...], ...]
    """The first ones asked for: smaller ones first, then by the diagram's order of events; each sorted by name. Of the
    smallest order only, when there were too many to count."""


def cut_sets(diagram: Diagram, *, first: int = 20, steps: int = STEPS) -> CutSets:
    """Counts them and lists the first few; the smallest order comes without counting, so it is always there."""
    at_least, smallest = (shortest(diagram, loose=loose) for loose in (True, False))
    if not diagram.complete:
        return CutSets(smallest.order, at_least.order, None, None, ())
    try:
        family = minimal(diagram, steps=steps)
    except BudgetExceeded:
        return CutSets(smallest.order, smallest.order, None, smallest.number(), tuple(smallest.sets(first)))
    number, of_smallest = _count(family)
    return CutSets(smallest.order, smallest.order, number, of_smallest, tuple(_first(family, first)))


def minimal(diagram: Diagram, *, steps: int = STEPS) -> Family:
    """The family of all minimal cut sets. Raises `BudgetExceeded` past `steps` pairs of nodes."""
    graph = reduced(diagram)
    if len(graph.variable) > steps:
        raise BudgetExceeded(f"the minimal cut sets take more than {steps} steps")
    names = tuple(diagram.events[number].name for number in graph.order)
    family = Family(names, [len(names), len(names)])
    without = _Without(graph, family, steps)
    made = [EMPTY, UNIT]
    for node in range(2, len(graph.variable)):  # children come first
        low = made[graph.low[node]]
        high = without(made[graph.high[node]], graph.low[node])
        made.append(family.node(graph.variable[node], low, high))
    family.root = made[graph.root]
    return family


class _Without:
    """`without(sets, function)`: those sets that don't satisfy it. An explicit stack, since diagrams are deep."""

    def __init__(self, graph: Reduced, family: Family, steps: int) -> None:
        self.graph = graph
        self.family = family
        self.steps = steps
        self.known: dict[tuple[int, int], int] = {}

    def __call__(self, sets: int, function: int) -> int:
        known, family = self.known, self.family
        stack = [(sets, function)]
        while stack:
            pair = stack[-1]
            if pair in known:
                stack.pop()
                continue
            sets_, function_ = pair
            if sets_ == EMPTY or function_ == YES:
                known[pair] = EMPTY
            elif function_ == NO or sets_ == UNIT:
                known[pair] = sets_
            else:
                needs, variable = self._parts(sets_, function_)
                missing = [need for need in needs if need not in known]
                if missing:
                    stack.extend(missing)
                    continue
                parts = [known[need] for need in needs]
                known[pair] = parts[0] if variable is None else family.node(variable, parts[0], parts[1])
            stack.pop()
            if len(known) > self.steps:
                raise BudgetExceeded(f"the minimal cut sets take more than {self.steps} steps")
        return known[sets, function]

    def _parts(self, sets: int, function: int) -> tuple[list[tuple[int, int]], int | None]:
        family, graph = self.family, self.graph
        ours, theirs = family.variable[sets], graph.variable[function]
        if theirs < ours:  # no set has that event
            return [(sets, graph.low[function])], None
        low, high = (graph.low[function], graph.high[function]) if theirs == ours else (function, function)
        return [(family.low[sets], low), (family.high[sets], high)], ours


def _count(family: Family) -> tuple[int, int]:
    """How many sets there are, and how many of the smallest order."""
    number, smallest, of_smallest = [0, 1], [len(family.names) + 1, 0], [0, 1]
    for node in range(2, len(family.variable)):
        low, high = family.low[node], family.high[node]
        number.append(number[low] + number[high])
        least = min(smallest[low], smallest[high] + 1)
        smallest.append(least)
        of_smallest.append(
            (of_smallest[low] if smallest[low] == least else 0)
            + (of_smallest[high] if smallest[high] + 1 == least else 0)
        )
    return number[family.root], of_smallest[family.root]


def _first(family: Family, wanted: int) -> Iterator[tuple[str, ...]]:
    """The first sets by order; walks only where a set of the order in turn is to be found."""
    orders = [0, 1]  # bit k: below the node is a set of k events
    for node in range(2, len(family.variable)):
        orders.append(orders[family.low[node]] | orders[family.high[node]] << 1)
    for order in range(orders[family.root].bit_length()):
        stack: list[tuple[int, int, tuple[str, ...]]] = [(family.root, order, ())]
        while stack and wanted > 0:
            node, left, members = stack.pop()
            if not orders[node] >> left & 1:
                continue
            if node == UNIT:
                wanted -= 1
                yield tuple(sorted(members))
                continue
            stack.append((family.low[node], left, members))
            if left:
                stack.append((family.high[node], left - 1, (*members, family.names[family.variable[node]])))

"""Which event matters how much: Birnbaum, criticality and Fussell–Vesely importance."""

import math
from dataclasses import dataclass

import numpy as np

from assay.core.errors import BadInput, BudgetExceeded
from assay.quorums.chances import chance, values
from assay.quorums.diagram import Diagram
from assay.quorums.minimal_sets import EMPTY, STEPS, UNIT, Family, minimal


@dataclass(frozen=True, slots=True)
class Importance:
    """Of one event, for one policy of failures."""

    event: str
    birnbaum: float
    """P(satisfied | it happens) - P(satisfied | it does not)."""
    criticality: float
    """The share of the probability that would go if the event could not happen: (P - P(. | it does not)) / P.

    Risk analysis often calls this Fussell–Vesely; the two differ in the second order. NaN when P is 0.
    """


def importances(diagram: Diagram) -> tuple[Importance, ...]:
    """Of every event, in the order of `diagram.events`. Raises `BudgetExceeded` for a diagram that is not complete."""
    if not diagram.complete:
        raise BudgetExceeded(f"the structure has more than the {diagram.size} states that were allowed")
    total = chance(diagram).low
    birnbaum = [0.0] * len(diagram.events)
    levels = values(diagram)
    for place, level in enumerate(diagram.levels):
        after = levels[place + 1] if place + 1 < len(levels) else np.zeros(0)
        targets = np.concatenate((after, [0.0, 0.0, 1.0]))
        changes = level.mass * (targets[level.high] - targets[level.low])
        birnbaum[level.event] = math.fsum(changes.tolist())  # the same on every machine, whatever its vector units
    return tuple(
        Importance(event.name, b, b * event.probability / total if total else float("nan"))
        for event, b in zip(diagram.events, birnbaum, strict=True)
    )


def fussell_vesely(diagram: Diagram, event: str, *, steps: int = STEPS) -> float:
    """The probability that a minimal cut set with `event` in it has happened, given that the policy is satisfied.

    This is the measure as first defined, over the union of the cut sets. Raises `BudgetExceeded` when the cut sets
    can't be had within `steps`, `BadInput` when there is no such event; NaN when the policy is never satisfied.
    """
    probabilities = {one.name: one.probability for one in diagram.events}
    if event not in probabilities:
        raise BadInput(f"no event is called {event!a}")
    total = chance(diagram).low
    if not total:
        return float("nan")
    family = minimal(diagram, steps=steps)
    if event not in family.names:
        return 0.0
    union = _Union(family, [probabilities[name] for name in family.names], steps)
    return probabilities[event] * union.probability(_with(family, family.names.index(event))) / total


def _with(family: Family, variable: int) -> int:
    """The sets that have that event, without it."""
    found = [EMPTY, EMPTY]
    for node in range(2, len(family.variable)):
        ours = family.variable[node]
        if ours < variable:
            found.append(family.node(ours, found[family.low[node]], found[family.high[node]]))
        else:
            found.append(family.high[node] if ours == variable else EMPTY)
        if node == family.root:
            break
    return found[family.root]


class _Union:
    """That all members of at least one set happen: split on the first event, unions taken as they come up."""

    def __init__(self, family: Family, probabilities: list[float], steps: int) -> None:
        self.family = family
        self.probabilities = probabilities
        self.steps = steps
        self.known: dict[frozenset[int], float] = {}

    def probability(self, root: int) -> float:
        """Of the union of the sets below `root`."""
        stack = [frozenset((root,))]
        while stack:
            roots = stack[-1]
            if roots in self.known:
                stack.pop()
                continue
            if UNIT in roots or roots == {EMPTY}:
                self.known[roots] = float(UNIT in roots)
                continue
            variable = min(self.family.variable[node] for node in roots)
            without, extra = self._split(roots, variable)
            with_ = without | extra
            missing = [part for part in (without, with_) if part not in self.known]
            if missing:
                stack.extend(missing)
                continue
            p = self.probabilities[variable]
            self.known[roots] = self.known[without] * (1 - p) + self.known[with_] * p
            if len(self.known) > self.steps:
                raise BudgetExceeded(f"the union of the cut sets takes more than {self.steps} steps")
        return self.known[frozenset((root,))]

    def _split(self, roots: frozenset[int], variable: int) -> tuple[frozenset[int], frozenset[int]]:
        """Sets without the event; and what is left of those with it."""
        ours = [node for node in roots if self.family.variable[node] == variable]
        others = roots.difference(ours)
        lows = others | {self.family.low[node] for node in ours}
        lows = lows - {EMPTY} or frozenset((EMPTY,))
        return lows, frozenset(self.family.high[node] for node in ours)

"""How likely a policy is satisfied by the parties that fail: exact, or bounds that say so."""

from dataclasses import dataclass

import numpy as np

from assay.quorums.diagram import Diagram
from assay.quorums.states import Floats


@dataclass(frozen=True, slots=True)
class Chance:
    """A probability. When `exact`, `low` and `high` are the same, right to the rounding of a sum of positive terms."""

    low: float
    high: float
    exact: bool

    @property
    def value(self) -> float:
        """The cautious number: the upper end."""
        return self.high


def chance(diagram: Diagram) -> Chance:
    """That the events which happen satisfy the policy."""
    low = _at_the_root(values(diagram, upper=False), diagram)
    if diagram.complete:
        return Chance(low, low, exact=True)
    return Chance(low, min(1.0, _at_the_root(values(diagram, upper=True), diagram)), exact=False)


def values(diagram: Diagram, *, upper: bool = False) -> list[Floats]:
    """For each level the probability of satisfying the policy from each of its states.

    From a loose state nothing is known below (`upper=False`: 0); a state that was given up counts as 1 above.
    """
    found: list[Floats] = []
    after: Floats = np.zeros(0)
    ends = np.array([1.0 if upper else 0.0, 0.0, 1.0])  # by negative index: given up, false, true
    for level in reversed(diagram.levels):
        p = diagram.events[level.event].probability
        targets = np.concatenate((after, ends))
        after = targets[level.low] * (1 - p) + targets[level.high] * p
        if not upper:
            after = np.where(level.loose, 0.0, after)
        found.append(after)
    return found[::-1]


def _at_the_root(levels: list[Floats], diagram: Diagram) -> float:
    return float(levels[0][0]) if levels else float(diagram.constant)

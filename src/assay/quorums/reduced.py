"""A diagram with equal states merged across levels and idle decisions left out: the usual reduced, ordered BDD."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assay.core.errors import BudgetExceeded
from assay.quorums.diagram import Diagram

NO, YES = 0, 1
"""The two leaves; nodes count from 2, and a node's children have smaller numbers."""


@dataclass(frozen=True, slots=True)
class Reduced:
    """Node `n` decides the event at `variable[n]` of `order`; the leaves' variable is `len(order)`."""

    order: tuple[int, ...]
    variable: list[int]
    low: list[int]
    high: list[int]
    root: int


def reduced(diagram: Diagram) -> Reduced:
    """Raises `BudgetExceeded` for a diagram that is not complete."""
    if not diagram.complete:
        raise BudgetExceeded(f"the structure has more than the {diagram.size} states that were allowed")
    end = len(diagram.levels)
    variable, low, high = [end, end], [NO, YES], [NO, YES]
    after: NDArray[np.int64] = np.zeros(0, dtype=np.int64)
    for place in range(end - 1, -1, -1):
        level = diagram.levels[place]
        targets = np.concatenate((after, [NO, NO, YES]))  # by negative index: given up (none is), false, true
        lows, highs = targets[level.low], targets[level.high]
        after = lows.copy()
        decides = np.flatnonzero(lows != highs)
        if len(decides):
            keys = lows[decides] << 32 | highs[decides]
            unique, group = np.unique(keys, return_inverse=True)
            after[decides] = group + len(variable)
            variable.extend([place] * len(unique))
            low.extend((unique >> 32).tolist())
            high.extend((unique & 0xFFFFFFFF).tolist())
    root = int(after[0]) if end else (YES if diagram.constant else NO)
    return Reduced(tuple(level.event for level in diagram.levels), variable, low, high, root)

"""The smallest combinations of events that satisfy a policy, as shortest paths through its diagram.

A path costs one for each event that happens on it. Whatever suffices with the fewest events is a minimal cut set, and
since no two paths say the same, the shortest paths can be counted without building all the cut sets.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assay.quorums.diagram import TRUE, Diagram

_FAR = 1 << 40


@dataclass(frozen=True, slots=True)
class Shortest:
    """The fewest events from each state of each level to satisfaction."""

    diagram: Diagram
    distances: tuple[NDArray[np.int64], ...]

    @property
    def order(self) -> int | None:
        """From the start; `None` when nothing suffices."""
        if not self.distances:
            return 0 if self.diagram.constant else None
        least = int(self.distances[0][0])
        return least if least < _FAR else None

    def number(self) -> int:
        """How many combinations of that few events suffice."""
        if not self.distances:
            return int(self.diagram.constant)
        paths: list[int] = []
        for place in range(len(self.distances) - 1, -1, -1):
            level = self.diagram.levels[place]
            ends, ways = self._ahead(place), [*paths, 0, 0, 1]
            lows, highs, here = ends[level.low], ends[level.high] + 1, self.distances[place]
            paths = [
                (ways[low] if by_low else 0) + (ways[high] if by_high else 0)
                for low, high, by_low, by_high in zip(
                    level.low.tolist(),
                    level.high.tolist(),
                    ((lows == here) & (here < _FAR)).tolist(),
                    ((highs == here) & (here < _FAR)).tolist(),
                    strict=True,
                )
            ]
        return paths[0]

    def sets(self, wanted: int) -> Iterator[tuple[str, ...]]:
        """The first of them, by the diagram's order of events; the names in each are sorted."""
        stack: list[tuple[int, int, tuple[str, ...]]] = [(0, 0, ())] if self.order is not None else []
        while stack and wanted > 0:
            place, state, members = stack.pop()
            if state == TRUE or place == len(self.distances):
                wanted -= 1
                yield tuple(sorted(members))
                continue
            level, ahead, here = self.diagram.levels[place], self._ahead(place), self.distances[place][state]
            low, high = int(level.low[state]), int(level.high[state])
            if ahead[low] == here:
                stack.append((place + 1, low, members))
            if ahead[high] + 1 == here:
                stack.append((place + 1, high, (*members, self.diagram.events[level.event].name)))

    def _ahead(self, place: int) -> NDArray[np.int64]:
        return np.concatenate((self.distances[place + 1] if place + 1 < len(self.distances) else _none(), _ENDS))


def shortest(diagram: Diagram, *, loose: bool = False) -> Shortest:
    """With `loose`, through loose states too: then no fewer events suffice, but perhaps that few don't."""
    found: list[NDArray[np.int64]] = []
    after = _none()
    for level in reversed(diagram.levels):
        targets = np.concatenate((after, _ENDS if not loose else _LOOSE_ENDS))
        after = np.minimum(np.minimum(targets[level.low], targets[level.high] + 1), _FAR)
        if not loose:
            after = np.where(level.loose, _FAR, after)
        found.append(after)
    return Shortest(diagram, tuple(reversed(found)))


def _none() -> NDArray[np.int64]:
    return np.zeros(0, dtype=np.int64)


_ENDS = np.array([_FAR, _FAR, 0], dtype=np.int64)  # by negative index: given up, false, true
_LOOSE_ENDS = np.array([0, _FAR, 0], dtype=np.int64)

"""Work that is done in child processes, as the layers below the engine see it.

The engine brings the implementation with budgets and processes that can be ended; `assay.testing.children`
has one that runs everything in place.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

T = TypeVar("T")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Ended:
    """Stands in the place of the result of an item whose child was killed or whose work raised."""

    because: str
    """For a person: "did not end within 10 s", "needed more than 1 GiB"."""
    reproducible: bool
    """False when a wall clock or memory limit ended it: another machine may get further."""


class Children(Protocol):
    """Does the same work on many items, each within the implementation's limits."""

    def map(self, work: Callable[[T], R], items: Sequence[T], *, label: str) -> Iterator[tuple[int, R | Ended]]:
        """Yields `(index, result)` once for each item, in any order; never raises for what `work` does.

        `work` has to be a picklable function of a module, items and results picklable values. `label` says
        what is going on, for a progress bar: "parsing".
        """
        ...

"""Many states of half-decided events at once, as columns: one row a state, rows that can't be told apart are merged."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]


@dataclass(slots=True)
class States:
    """For each row: how much each gate has gathered, and which open classes a cause has struck."""

    gathered: list[Ints]
    """One a gate: weight of what is true so far; the threshold once the gate is true, -1 once that can't be, or no
    longer matters."""
    struck: dict[int, Bools]
    """One for each open class that something may have struck."""
    loose: Bools
    """Rows that have forgotten what was struck."""

    def __len__(self) -> int:
        return len(self.loose)

    def rows(self, keep: Ints | Bools) -> "States":
        """The rows chosen by index or by mask."""
        struck = {k: bits[keep] for k, bits in self.struck.items()}
        return States([column[keep] for column in self.gathered], struck, self.loose[keep])


def joined(first: States, second: States) -> States:
    """The rows of `first`, then those of `second`, which has the same columns or more classes."""
    none = np.zeros(len(first), dtype=np.bool_)
    return States(
        [np.concatenate(pair) for pair in zip(first.gathered, second.gathered, strict=True)],
        {k: np.concatenate((first.struck.get(k, none), bits)) for k, bits in second.struck.items()},
        np.concatenate((first.loose, second.loose)),
    )


def merge(states: States) -> tuple[Ints, Ints]:
    """The first row of each group of equal ones, and for each row the number of its group.

    Groups are numbered in the order of their values, which depends on nothing but the states.
    """
    bits = [states.loose, *(struck for _, struck in sorted(states.struck.items()))]
    words = _packed([*states.gathered, *(column.astype(np.int64) for column in bits)])
    if not words:
        return np.zeros(1, dtype=np.int64), np.zeros(len(states), dtype=np.int64)
    if len(words) == 1:
        _, first, group = np.unique(words[0], return_index=True, return_inverse=True)
        return first.astype(np.int64), group.astype(np.int64)
    by_value = np.lexsort(words)
    fresh = np.zeros(len(states), dtype=np.bool_)
    for word in words:
        arranged = word[by_value]
        fresh[1:] |= arranged[1:] != arranged[:-1]
    group = np.empty(len(states), dtype=np.int64)
    group[by_value] = np.cumsum(fresh)
    fresh[0] = True
    return by_value[fresh].astype(np.int64), group


def _packed(columns: Sequence[Ints]) -> list[Ints]:
    """The columns that differ between rows, side by side in as few 62-bit words as they need."""
    words: list[Ints] = []
    room = 0
    for column in columns:
        lowest = int(column.min())
        width = (int(column.max()) - lowest).bit_length()
        if not width:
            continue
        if width > room:
            words.append(np.zeros(len(column), dtype=np.int64))
            room = 62
        words[-1] = (words[-1] << width) | (column - lowest)
        room -= width
    return words

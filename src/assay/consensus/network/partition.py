"""A network that falls into parts for a while: work that is lost, and who can still finalise."""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike
from scipy.stats import skellam

from assay.consensus.domain import Floats, numbers, real, share
from assay.consensus.finality import inactivity_leak
from assay.core.errors import BadInput


class SplitWork(NamedTuple):
    """What a split of the hash power costs by the time it heals."""

    orphaned: Floats
    """Blocks of the smaller side, of which all are lost when its chain is the shorter one."""
    smaller_wins: Floats
    """Chance that the smaller side's chain is the longer one, and the larger side's history is rewritten."""
    attacker_threshold: Floats
    """Share of all hash power with which an attacker outruns the larger side while the split lasts."""


def split_work(smaller: ArrayLike, duration: ArrayLike, *, block_time: float) -> SplitWork:
    """A split in two, the smaller side with a share `smaller` (at most 1/2) of the hash power, for `duration`.

    Difficulty stays as it is; times in the same unit. The attacker's share is of the power that honest miners and he
    have together, he on neither side.
    """
    part, time = np.broadcast_arrays(real("smaller", smaller, 0.0, 0.5), real("duration", duration, 0.0))
    blocks = time / float(real("block_time", block_time, np.finfo(float).tiny))
    low, high = part * blocks, (1 - part) * blocks
    certain = (low == 0) | (high == 0)
    wins = np.where(certain, 0.0, skellam.sf(0, np.where(certain, 1.0, low), np.where(certain, 1.0, high)))
    return SplitWork(numbers(low), numbers(wins), numbers((1 - part) / (2 - part)))


class SplitFinality(NamedTuple):
    """What becomes of finality by two thirds of the stake."""

    sides: tuple[bool, ...]
    """Which sides go on finalising at once; more than one can't, unless somebody votes on several."""
    halted: bool
    conflicting_after: int | None
    """Epochs after which inactivity leaks let two sides finalise different chains; None when that does not happen."""


def split_finality(shares: tuple[float, ...], *, leak: bool = True, double_voting: float = 0.0) -> SplitFinality:
    """Sides with these shares of the stake (sum at most 1; the rest is silent) that don't hear each other.

    `double_voting` is a further share that votes on every side, which is slashable and ends accountable safety when
    two sides finalise. `leak` is Ethereum's inactivity leak, as in `finality.inactivity_leak`.
    """
    votes = [float(share(f"shares[{index}]", value)) for index, value in enumerate(shares)]
    both = float(share("double_voting", double_voting))
    if sum(votes) + both > 1 + 1e-9:
        raise BadInput(f"shares: with double_voting they sum to {sum(votes) + both:g}, more than 1")
    held = [value + both for value in votes]
    sides = tuple(value * 3 >= 2 - 1e-12 for value in held)
    conflict = 0 if sum(sides) > 1 else None
    if leak and conflict is None and len(held) > 1:
        epochs = sorted(inactivity_leak(max(0.0, 1 - value)).finality for value in held if value > 0)
        conflict = epochs[1] if len(epochs) > 1 else None
    return SplitFinality(sides, not any(sides), conflict)

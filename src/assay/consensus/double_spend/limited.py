"""The same race with an end: the attacker has so many blocks, or so much time, and then gives up."""

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import gammaln, xlogy
from scipy.stats import poisson

from assay.consensus.domain import Counts, Floats, count, real, share
from assay.core.errors import BadInput

MOST_BLOCKS = 100_000
"""Of the horizon: the work is in proportion to `z` times the blocks."""
_DEVIATIONS = 10
"""Of the number of blocks around its mean that are counted; less than 1e-18 of the distribution is left out."""


def within_blocks(q: float, z: int, blocks: ArrayLike, *, premined: int = 1) -> Floats:
    """Chance that the payment is replaced before both chains together have grown by `blocks`.

    Counted from the payment, after it got its `z` confirmations; `premined` as in `probability`, which is the limit
    for many blocks while q < 1/2. A majority attacker needs time as well, so here q may be anything.
    By reflection of the walk at the level that the attacker has to reach (Feller, volume 1, chapter III).
    """
    power = float(share("q", q))
    confirmed = int(count("z", z))
    lead = 1 - int(count("premined", premined))
    horizon = count("blocks", blocks)
    value = np.array([_within(power, confirmed, int(n), lead) for n in horizon.ravel()])
    return value.reshape(horizon.shape)[()]


def within_time(q: float, z: int, time: ArrayLike, *, block_time: float, premined: int = 1) -> Floats:
    """Chance that the payment is replaced before `time` has passed since it was made.

    `block_time` is the mean time between blocks of everybody together, the attacker's included, in the unit of
    `time`: their number is then Poisson with mean time/block_time.
    """
    real("block_time", block_time, np.finfo(float).tiny)
    means = real("time", time, 0.0) / block_time
    value = np.empty(means.shape)
    for at, mean in np.ndenumerate(means):
        spread = _DEVIATIONS * np.sqrt(mean) + _DEVIATIONS**2 / 2
        numbers = np.arange(max(0, np.floor(mean - spread)), np.ceil(mean + spread) + 1)
        value[at] = poisson.pmf(numbers, mean) @ within_blocks(q, z, numbers, premined=premined)
    return np.clip(value, 0.0, 1.0)[()]


def _within(q: float, z: int, blocks: int, short: int) -> float:
    """The attacker found `a` blocks before the z-th of the payment's; then `z + short − a` remain to be gained."""
    if blocks > MOST_BLOCKS:
        raise BadInput(f"blocks: {blocks} are more than {MOST_BLOCKS}")
    if blocks < z:
        return 0.0
    if z + short <= 0:
        return 1.0 if z == 0 else float(_found_first(q, z, np.arange(blocks - z + 1)).sum())
    found = np.arange(blocks - z + 1)
    chance = _found_first(q, z, found)
    behind = found < z + short
    caught = _reaches(q, blocks - z - found[behind], z + short - found[behind])
    return float(min(chance[~behind].sum() + chance[behind] @ caught, 1.0))


def _found_first(q: float, z: int, a: Counts) -> Floats:
    """Negative binomial: the attacker finds `a` blocks before the others find `z`."""
    if z == 0:
        return np.where(a == 0, 1.0, 0.0)
    log = gammaln(a + z) - gammaln(z) - gammaln(a + 1) + xlogy(z, 1 - q) + xlogy(a, q)
    chance: Floats = np.exp(log)
    return chance


def _reaches(q: float, steps: Counts, level: Counts) -> Floats:
    """A walk that goes up with chance q reaches `level` >= 1 in so many steps: P(S>=l) + (q/p)^l·P(S<−l)."""
    value = np.empty(level.shape)
    for at, (n, l_) in enumerate(zip(steps, level, strict=True)):
        ups = np.arange(n + 1)
        log = gammaln(n + 1) - gammaln(ups + 1) - gammaln(n - ups + 1) + xlogy(ups, q) + xlogy(n - ups, 1 - q)
        pmf = np.exp(log)
        end = 2 * ups - n
        beyond = pmf[end >= l_].sum()
        if q < 1:
            # (q/p)^l · P(S = −j) for j > l, as one exponential: for q > 1/2 the power alone would overflow
            below = end < -l_
            beyond += np.exp(log[below] + l_ * (np.log(q) - np.log1p(-q))).sum() if q > 0 else 0.0
        value[at] = beyond
    return value

"""From the time that blocks travel to the share of them that is lost to another one found meanwhile."""

import numpy as np
from numpy.typing import ArrayLike

from assay.consensus.domain import Floats, numbers, real, share
from assay.core.errors import BadInput


def stale_rate(mean_delay: ArrayLike, block_time: ArrayLike) -> Floats:
    """Chance that a block competes with another: 1 − (1 − P_b)^D, P_b = 1/`block_time` the chance of a block a second.

    `mean_delay` is the mean time until a miner, drawn by hash power, has the block: D = ∫(1 − f(t)) dt, with f the
    share that has it after t. Both in seconds. Source: Decker & Wattenhofer 2013, section 4, where D = 11.37 s and a
    block time of 633.68 s give 1.78 %.
    """
    d, time = np.broadcast_arrays(real("mean_delay", mean_delay, 0.0), real("block_time", block_time, 1.0))
    with np.errstate(divide="ignore", invalid="ignore"):
        return numbers(np.where(d > 0, -np.expm1(d * np.log1p(-1 / time)), 0.0))


def stale_rate_from_curve(seconds: ArrayLike, informed: ArrayLike, block_time: float) -> Floats:
    """The same from a measured curve: `informed` shares at ascending `seconds`, by the trapezoidal rule.

    From time 0, when nobody else has the block unless the curve says so, to the last point; who never had the block
    by then counts as informed at that moment, so measure long enough.
    """
    t, f = real("seconds", seconds, 0.0), share("informed", informed)
    if t.shape != f.shape or t.ndim != 1 or t.size < 2:
        raise BadInput("informed: one share is needed for each of two or more seconds")
    if (np.diff(t) <= 0).any() or (np.diff(f) < 0).any():
        raise BadInput("seconds: the curve must ascend")
    if t[0] > 0:
        t, f = np.concatenate([[0.0], t]), np.concatenate([[0.0], f])
    return stale_rate(np.trapezoid(1 - f, t), block_time)


def uninformed(delay: ArrayLike, block_time: ArrayLike) -> Floats:
    """Share of its time, and so of its work, that a miner wastes on an old block when news reach him `delay` late.

    1 − e^(−delay/block_time): somebody found a block in the last `delay`. The delay attack of Apostolaki et al. 2017,
    section 6, holds a block back for up to 20 minutes from one victim.
    """
    late, time = np.broadcast_arrays(real("delay", delay, 0.0), real("block_time", block_time, np.finfo(float).tiny))
    return numbers(-np.expm1(-late / time))

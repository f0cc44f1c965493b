"""Committees drawn by lot from all stake: the chance that the draw itself breaks the agreement."""

import numpy as np
from numpy.typing import ArrayLike
from scipy.stats import poisson

from assay.consensus.domain import Floats, numbers, real, share
from assay.core.errors import BadInput

_DEVIATIONS = 40
"""Of the number of members that is summed over; beyond is below the smallest number."""


def committee_failure(honest: ArrayLike, size: ArrayLike, threshold: ArrayLike) -> Floats:
    """Chance that a committee of `size` members on average breaks safety or liveness: Algorand's two conditions.

    With g honest and b malicious members: g <= T·τ (the honest alone don't suffice) or g/2 + b > T·τ (two halves of
    the honest could be led to different votes). `honest` is h, the honest share of stake; `threshold` is T. Members
    are drawn by sub-users of a large stake, so that g and b are independent Poisson with means hτ and (1−h)τ.
    Source: Gilad et al. 2017, section 7.5 and figure 3 (τ = 2,000, h = 80 %, T = .685: 5e-9).
    """
    h, tau, t = np.broadcast_arrays(
        share("honest", honest), real("size", size, 1.0, 1e7), share("threshold", threshold)
    )
    value = np.empty(h.shape)
    for at in np.ndindex(h.shape):
        value[at] = _failure(float(h[at]), float(tau[at]), float(t[at]))
    return numbers(value)


def committee_size(honest: float, threshold: float, failure: float) -> int:
    """The smallest average size for which `committee_failure` is at most `failure`; raises when none below 10⁷ is."""
    low, high = 0, 1
    bound = float(real("failure", failure, 1e-300, 1.0))
    while committee_failure(honest, high, threshold) > bound:
        low, high = high, 2 * high
        if high > 1e7:
            raise BadInput(f"honest: with a share of {honest:g} and the threshold {threshold:g} no committee is enough")
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if committee_failure(honest, middle, threshold) <= bound else (middle, high)
    return high


def _failure(h: float, tau: float, t: float) -> float:
    """Σ over b of P(b)·P(g <= Tτ or g > 2(Tτ − b)): two tails for each b, added, since they don't meet or are all."""
    need = t * tau
    mean = (1 - h) * tau
    b = np.arange(np.ceil(mean + _DEVIATIONS * np.sqrt(mean) + _DEVIATIONS**2) + 1)
    most = np.floor(2 * (need - b))  # g above it breaks safety
    few = poisson.cdf(np.floor(need), h * tau)
    many = np.where(most >= 0, poisson.sf(most, h * tau), 1.0)
    either = np.where(most <= np.floor(need), 1.0, few + many)
    rest = poisson.sf(b[-1], mean)
    return float(min(poisson.pmf(b, mean) @ np.minimum(either, 1.0) + rest, 1.0))

"""What a finite number of blocks says about the power behind them: intervals, and an index without bias.

The block counts of a window are one draw from a multinomial whose shares are the real ones. A measure of the counts is
therefore uncertain, and biased: few blocks always look more concentrated than the power is.
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from assay.consensus.domain import Floats, count, numbers, real
from assay.core.errors import BadInput

Measure = Callable[[Floats], ArrayLike]
"""A function of weights along the last axis, such as `hhi`."""


class Interval(NamedTuple):
    """A measure of the counts as they are, and where it lies for the shares behind them."""

    value: float
    low: float
    high: float
    level: float


def interval(
    measure: Measure, counts: ArrayLike, *, level: float = 0.95, resamples: int = 2_000, seed: int = 0
) -> Interval:
    """Confidence interval by the basic multinomial bootstrap, which turns the bias of the draw around.

    `counts` are blocks by producer. Whole-valued measures (a coefficient) get whole ends. The same seed, the same
    interval. With a sample so small that a likely producer found no block the interval is too narrow; no method
    that sees only the counts can know.
    Source: Efron & Tibshirani 1993, chapter 13; Davison & Hinkley 1997, section 5.2.
    """
    blocks = count("counts", counts)
    number, confidence = int(count("resamples", resamples, 100)), float(real("level", level, 0.5, 0.9999))
    if blocks.ndim != 1 or not blocks.sum():
        raise BadInput("counts: no blocks are counted")
    value = float(np.asarray(measure(blocks.astype(np.float64))))
    draws = np.random.default_rng(seed).multinomial(blocks.sum(), blocks / blocks.sum(), size=number)
    drawn = np.asarray(measure(draws.astype(np.float64)), dtype=np.float64)
    tail = (1 - confidence) / 2
    low, high = np.quantile(drawn, [tail, 1 - tail], method="inverted_cdf")
    limits = np.array([float(np.asarray(measure(one))) for one in _extremes(blocks.size)])
    return Interval(
        value,
        float(np.clip(2 * value - high, limits.min(), limits.max())),
        float(np.clip(2 * value - low, limits.min(), limits.max())),
        confidence,
    )


def unbiased_hhi(counts: ArrayLike) -> Floats:
    """The Herfindahl–Hirschman index of the shares behind the counts: Σ c(c−1) / (n(n−1)), n blocks in all.

    Its expectation is the index of the real shares for every n >= 2, unlike that of `hhi` of the counts, which is too
    high by (1 − index)/n. Source: Simpson 1949.
    """
    blocks = count("counts", counts).astype(np.float64)
    n = blocks.sum(axis=-1)
    if (n < 2).any():
        raise BadInput("counts: two blocks are the least that says anything")
    return numbers((blocks * (blocks - 1)).sum(axis=-1) / (n * (n - 1)))


def _extremes(parties: int) -> tuple[Floats, Floats]:
    """All equal, and all with one: between these every measure lies."""
    one = np.zeros(parties)
    one[0] = 1.0
    return np.ones(parties), one

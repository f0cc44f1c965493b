"""The measures. Each takes weights along the last axis (blocks, stake, nodes; they need not sum to one).

Entries of weight 0 are parties that exist: Gini and Theil count them, the others don't notice them.
"""

import numpy as np
from numpy.typing import ArrayLike

from assay.consensus.domain import Counts, Floats, numbers, real, wholes
from assay.core.errors import BadInput

EXACTLY = 1e-12
"""Relative to the whole: sums that differ by less from a threshold are equal to it, so 1/3 + 1/3 is not over 2/3."""


def nakamoto_coefficient(shares: ArrayLike, threshold: float = 0.5) -> Counts:
    """The fewest parties that together hold strictly more than `threshold` of the whole.

    Strictly: two halves need two to exceed 1/2. Use 1/3 for stopping finality, 1/2 for rewriting, 2/3 for finalising.
    Source: Srinivasan & Lee 2017; others count at "at least", which is one less where shares meet the threshold.
    """
    weights = _weights(shares)
    bound = float(real("threshold", threshold, 0.0, 1.0))
    if bound >= 1.0:
        raise BadInput("threshold is 1, and nobody holds more than all")
    descending = -np.sort(-weights, axis=-1)
    held = np.cumsum(descending, axis=-1)
    total = held[..., -1:]
    return wholes((held <= (bound + EXACTLY) * total).sum(axis=-1) + 1)


def tau_index(shares: ArrayLike, tau: float) -> Counts:
    """The τ-decentralization index: `nakamoto_coefficient` for any share τ, by the name that studies give it."""
    return nakamoto_coefficient(shares, tau)


def gini(shares: ArrayLike) -> Floats:
    """0 when all parties are equal, (n−1)/n when one has everything; over the n parties that are listed."""
    weights = np.sort(_weights(shares), axis=-1)
    n = weights.shape[-1]
    rank = 2 * np.arange(1, n + 1) - n - 1
    value = (rank * weights).sum(axis=-1) / (n * weights.sum(axis=-1))
    return numbers(np.clip(value, 0.0, 1.0))


def hhi(shares: ArrayLike) -> Floats:
    """Herfindahl–Hirschman index as a fraction: Σ s², 1/n … 1. Authorities print it times 10,000."""
    return numbers(np.square(_fractions(shares)).sum(axis=-1))


def shannon(shares: ArrayLike) -> Floats:
    """Entropy in bits: 0 when one has everything, log₂ n when n are equal."""
    return renyi(shares, 1.0)


def renyi(shares: ArrayLike, order: float) -> Floats:
    """Rényi entropy in bits. Order 0 counts parties, 1 is Shannon's, 2 is −log₂ HHI, infinity looks at the largest."""
    fractions = _fractions(shares)
    if np.isnan(order) or order < 0:
        raise BadInput(f"order is {order:g}, not a number from 0 on")
    if np.isinf(order):
        return numbers(0.0 - np.log2(fractions.max(axis=-1)))
    held = fractions > 0
    log = np.log2(np.where(held, fractions, 1.0))
    if order == 1.0:
        return numbers(0.0 - (fractions * log).sum(axis=-1))
    # 2^(order·log) relative to the largest, so that high orders don't underflow
    top = log.max(axis=-1, keepdims=True, initial=-np.inf, where=held)
    powers = np.where(held, np.exp2(order * (log - top)), 0.0).sum(axis=-1)
    return numbers((np.log2(powers) + order * top[..., 0]) / (1 - order) + 0.0)


def theil(shares: ArrayLike) -> Floats:
    """Theil's T in natural units: 0 when all are equal, ln n when one of n has everything."""
    fractions = _fractions(shares)
    n = fractions.shape[-1]
    value = np.where(fractions > 0, fractions * np.log(np.where(fractions > 0, fractions * n, 1.0)), 0.0)
    return numbers(np.maximum(value.sum(axis=-1), 0.0))


def _weights(shares: ArrayLike) -> Floats:
    weights = real("shares", shares, 0.0)
    if not weights.ndim or not weights.shape[-1]:
        raise BadInput("shares: nobody is listed")
    if not (weights.sum(axis=-1) > 0).all():
        raise BadInput("shares: they are all 0")
    return weights


def _fractions(shares: ArrayLike) -> Floats:
    weights = _weights(shares)
    # by the largest first: a sum of weights near the largest float would overflow
    scaled = weights / weights.max(axis=-1, keepdims=True)
    return np.asarray(scaled / scaled.sum(axis=-1, keepdims=True), dtype=np.float64)

"""Tails of the binomial and the Poisson distribution to 12 digits, however small they are.

SciPy's incomplete beta and gamma functions lose digits far out in a tail (6e-12 at 3,000 blocks):
there the leading factor is taken from Loader's saddle point ("Fast and accurate computation of binomial
probabilities", 2000), which is a sum of terms of one sign, times a series or continued fraction that is near 1.
"""

import numpy as np
from numpy.typing import NDArray
from scipy.special import betainc, gammainc, gammaincc

from assay.consensus.domain import Floats

FAR = 20.0
"""Natural logarithms below 1 from which on a value counts as far out in the tail."""
_TINY = 1e-300
_ENOUGH = 1e-16
_MOST_TERMS = 20_000


def excess(u: Floats, ratio: Floats) -> Floats:
    """u − ln(1 + u) where `ratio` is 1 + u; both are asked for, as each has its digits where the other lost them."""
    v = u / (2 + u)
    square = v * v
    series = np.zeros_like(u)
    for n in range(41, 1, -2):
        series = series * square + 1 / n
    near = np.abs(u) < 0.5
    with np.errstate(divide="ignore"):
        return np.where(near, u * v - 2 * v**3 * series, u - np.log(ratio))


def stirling(n: Floats) -> Floats:
    """ln n! − ln(√(2πn)·nⁿ·e⁻ⁿ): what Stirling's formula leaves out; for n >= 20 all digits."""
    square = n * n
    return (1 / 12 - (1 / 360 - (1 / 1260 - (1 / 1680 - 1 / (1188 * square)) / square) / square) / square) / n


def beta(a: Floats, b: Floats, q: Floats) -> Floats:
    """I_q(a, b), the regularized incomplete beta function, for whole a, b >= 1 and q in 0 … 1."""
    value: Floats = np.asarray(betainc(a, b, q))
    large = np.flatnonzero(np.minimum(a, b) > 500)
    if not large.size:
        return value
    a, b, q = a[large], b[large], q[large]
    delta = 1 - 2 * q  # exact for q in 1/4 … 1/2, where it matters
    u = (b - a - (a + b) * delta) / 2  # n·q − a, as a sum that doesn't cancel when a is near b
    n = a + b
    exponent = a * excess(u / a, n * q / a) + b * excess(-u / b, n * (1 - q) / b)
    far = (u < 0) & (exponent > FAR) & (exponent < 800)
    if far.any():
        a, b, q, n = a[far], b[far], q[far], n[far]
        correction = stirling(n) - stirling(a) - stirling(b)
        first = np.sqrt(b / (2 * np.pi * a * n)) * np.exp(correction - exponent[far])
        value = np.array(value)
        value[large[far]] = first * _beta_fraction(a, b, q)
    return value


def lower(z: Floats, mean: Floats) -> Floats:
    """P(X >= z) for X Poisson with this mean; 1 for z = 0."""
    value = np.where(z > 0, gammainc(np.maximum(z, 1), mean), 1.0)
    far = (z > 100) & (mean < 0.6 * z) & (mean > 0)
    if far.any():
        value[far] = prefix(z[far], mean[far]) * _lower_series(z[far], mean[far])
    return value


def upper(z: Floats, x: Floats) -> Floats:
    """P(X < z) for X Poisson with mean x; 0 for z = 0."""
    return np.where(z > 0, gammaincc(np.maximum(z, 1), x), 0.0)


def prefix(z: Floats, mean: Floats) -> Floats:
    """P(X = z) for X Poisson with this mean, z >= 1; every digit down to the smallest number."""
    exponent = z * excess((mean - z) / z, mean / z)
    small = z < 20
    factorial = np.cumprod(np.concatenate([[1.0], np.arange(1.0, 20.0)]))
    whole = np.where(small, z, 0).astype(np.int64)
    direct = np.exp(-mean) * np.where(small, mean, 0.0) ** whole / factorial[whole]
    return np.where(small, direct, np.exp(-exponent - stirling(np.maximum(z, 20))) / np.sqrt(2 * np.pi * z))


def upper_fraction(z: Floats, x: Floats) -> Floats:
    """Γ(z, x) / (xᶻ·e⁻ˣ) for x > z: the continued fraction by Lentz's method (DLMF 8.9.2)."""
    b = x + 1 - z
    c = np.full_like(x, 1 / _TINY)
    d = 1 / b
    value = d.copy()
    for n in range(1, _MOST_TERMS):
        a = -n * (n - z)
        b = b + 2
        d = 1 / _away_from_zero(a * d + b)
        c = _away_from_zero(b + a / c)
        step = c * d
        value = value * step
        if np.all(np.abs(step - 1) < _ENOUGH * 2):
            break
    return value


def _lower_series(z: Floats, x: Floats) -> Floats:
    """Σ xⁿ / ((z+1)…(z+n)): the lower incomplete gamma function over its first term (DLMF 8.11.4)."""
    term = np.ones_like(x)
    total = np.ones_like(x)
    for n in range(1, _MOST_TERMS):
        term = term * x / (z + n)
        total = total + term
        if np.all(term < _ENOUGH * total):
            break
    return total


def _beta_fraction(a: Floats, b: Floats, x: Floats) -> Floats:
    """I_x(a, b) over xᵃ(1−x)ᵇ/(a·B(a, b)): continued fraction by Lentz's method (DLMF 8.17.22)."""
    c = np.ones_like(x)
    d = 1 / _away_from_zero(1 - (a + b) * x / (a + 1))
    value = d.copy()
    step = c
    for m in range(1, _MOST_TERMS):
        for term in (
            m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)),
            -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)),
        ):
            d = 1 / _away_from_zero(1 + term * d)
            c = _away_from_zero(1 + term / c)
            step = c * d
            value = value * step
        if np.all(np.abs(step - 1) < _ENOUGH * 2):
            break
    return value


def _away_from_zero(value: Floats) -> Floats:
    zero: NDArray[np.bool_] = np.abs(value) < _TINY
    return np.where(zero, _TINY, value)

"""The race between the payment's chain and the attacker's, when the attacker never gives up.

Everybody's formula is a sum with alternating signs, which loses all digits below 1e-16. Split at "the attacker is
already ahead when the payment has z blocks" both parts are positive, so each digit is kept down to 1e-300.
"""

import numpy as np
from numpy.typing import ArrayLike

from assay.consensus import tails
from assay.consensus.domain import Counts, Floats, count, real, share


def probability(q: ArrayLike, z: ArrayLike, *, premined: int = 1) -> Floats:
    """Chance that an attacker replaces a payment buried under `z` blocks; exact.

    `q` is the attacker's share of hash power; from 1/2 on the answer is exactly 1. `premined` blocks were ready when
    the payment was made, and the attacker's chain has to become longer. With one (the default, Rosenfeld's
    assumption) that is the same number as with none when drawing level is enough (Nakamoto's). More than one is for
    an attacker who waits for a lucky start.

    Source: Rosenfeld 2014, section 4 (negative binomial progress), as a sum of incomplete beta functions; for
    `premined` = 1 it is I_4pq(z, 1/2), Grunspan & Pérez-Marco 2017, theorem 1.
    """
    power, blocks = np.broadcast_arrays(share("q", q), count("z", z))
    short = 1 - int(count("premined", premined))
    value = np.ones(power.shape)
    minority = power < 0.5
    value[minority] = _overtaken(power[minority], blocks[minority], short)
    return value[()]


def _overtaken(q: Floats, z: Counts, short: int) -> Floats:
    """I_q(k, z) + (q/p)^(k−z)·I_q(z, k): ahead by then, or behind and catching up; k = z + `short` blocks needed."""
    k = z + short
    value = np.ones_like(q)
    none = (z == 0) & (k > 0)
    value[none] = _odds(q[none]) ** k[none]
    value[(q == 0) & (k > 0)] = 0.0
    race = (z > 0) & (k > 0) & (q > 0)
    a, b, share_ = k[race].astype(np.float64), z[race].astype(np.float64), q[race]
    if not short:
        value[race] = 2 * tails.beta(a, b, share_)
    else:
        value[race] = tails.beta(a, b, share_) + _catches_up(share_, a, b, short)
    return np.minimum(value, 1.0)


def _catches_up(q: Floats, k: Floats, z: Floats, short: int) -> Floats:
    """(q/p)^short·I_q(z, k), also where for a head start (short < 0) one factor overflows and the other vanishes."""
    behind = tails.beta(z, k, q)
    with np.errstate(over="ignore", invalid="ignore"):
        value = _odds(q) ** short * behind
    lost = (behind < 1e-280) & (k * np.log(q) > -2_000) & (short < 0)
    if lost.any():  # without the factor qᶻ that was lost: q^k·p^(z−k)·Σ C(m+z−1, m)·p^m over m < k
        k, z, p = k[lost], z[lost], 1 - q[lost]
        log = k * np.log(q[lost]) + (z - k) * np.log(p)
        term, total = np.ones_like(p), np.zeros_like(p)
        for m in range(int(k.max())):
            total += np.where(m < k, term, 0.0)
            term = term * (m + z) / (m + 1) * p
        value[lost] = np.exp(log + np.log(np.maximum(total, 1.0)))
    return value


def nakamoto(q: ArrayLike, z: ArrayLike) -> Floats:
    """Nakamoto's approximation: the attacker's progress taken as Poisson. Too low; kept because it is quoted.

    Source: Nakamoto 2008, section 11. The exact answer is `probability`.
    """
    return probability_given_time(q, z, 1.0)


def probability_given_time(q: ArrayLike, z: ArrayLike, kappa: ArrayLike) -> Floats:
    """Chance of a double spend when it is known how long the `z` blocks took: P(z, κ).

    `kappa` is that time over its expectation z·τ₀/p, as if honest miners alone (share p = 1 − q) had found the blocks
    at the network's pace τ₀: slow blocks give the attacker time. κ = 1 is Nakamoto's formula.

    Source: Grunspan & Pérez-Marco 2017, theorem 5:
    1 − Q(z, κzq/p) + (q/p)ᶻ·e^(κz(p−q)/p)·Q(z, κz), Q the regularized upper incomplete gamma function.
    """
    power, blocks, pace = np.broadcast_arrays(share("q", q), count("z", z), real("kappa", kappa, 0.0))
    value = np.ones(power.shape)
    race = (power < 0.5) & (blocks > 0)
    value[race] = _timed(power[race], blocks[race].astype(np.float64), pace[race])
    return value[()]


def _timed(q: Floats, z: Floats, kappa: Floats) -> Floats:
    ratio = _odds(q)
    mean = kappa * z * ratio
    value = tails.lower(z, mean)
    slow = (kappa > 1.05) & (ratio > 0)  # e^… grows and Q vanishes: taken together over their common factor
    if slow.any():
        common = tails.prefix(z[slow], mean[slow])
        value[slow] += common * z[slow] * tails.upper_fraction(z[slow], kappa[slow] * z[slow])
    rest = ~slow & (ratio > 0)
    if rest.any():
        delta, k = 1 - 2 * q[rest], kappa[rest]
        u = -2 * delta / (1 + delta)  # q/p − 1
        exponent = -z[rest] * (tails.excess(u, ratio[rest]) + (k - 1) * u)
        value[rest] += np.exp(exponent + np.log(tails.upper(z[rest], k * z[rest])))
    return np.minimum(value, 1.0)


def _odds(q: Floats) -> Floats:
    return q / (1 - q)

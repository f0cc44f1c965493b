"""How many confirmations are enough: for a risk that is accepted, and for a value at stake."""

import numpy as np
from numpy.typing import ArrayLike

from assay.consensus.domain import Floats, count, real, share
from assay.consensus.double_spend.race import probability
from assay.core.errors import BadInput

MOST_CONFIRMATIONS = 2**50
"""Beyond is said to be without end; a share that close to 1/2 is no better than 1/2."""


def confirmations(q: ArrayLike, risk: ArrayLike, *, premined: int = 1) -> Floats:
    """The smallest number of confirmations whose double-spend probability is at most `risk`.

    `risk` lies above 0 and below 1 (at 1 the answer would be 0). Whole numbers as floats, because from q = 1/2 on no
    number is enough: infinity. Source: Grunspan & Pérez-Marco 2017, table in section 6 (risk 0.1 %).
    """
    power, bound = np.broadcast_arrays(share("q", q), real("risk", risk, np.finfo(float).tiny, 1.0))
    low = np.zeros(power.shape)
    high = np.ones(power.shape)
    unsure = power < 0.5
    while True:  # double until it is enough …
        still = unsure & (high <= MOST_CONFIRMATIONS) & (probability(power, high, premined=premined) > bound)
        if not still.any():
            break
        low, high = np.where(still, high, low), np.where(still, 2 * high, high)
    enough = unsure & (high <= MOST_CONFIRMATIONS)
    zero = probability(power, np.zeros(power.shape), premined=premined) <= bound
    while (open_ := enough & (high - low > 1)).any():  # … then halve between too few and enough
        middle = np.where(open_, np.floor((low + high) / 2), high)
        fits = probability(power, middle, premined=premined) <= bound
        high, low = np.where(open_ & fits, middle, high), np.where(open_ & ~fits, middle, low)
    return np.where(zero, 0.0, np.where(enough, high, np.inf))[()]


def confirmations_for_value(q: float, value: float, *, reward: float, premined: int = 1) -> float:
    """The smallest number of confirmations from which on attacking a payment of `value` loses money on average.

    An attempt that fails forfeits what the attacker would have earned by honest mining meanwhile: at least `reward`
    for each of the z·q/p blocks expected of him until the payment has its z confirmations. So the wanted z has
    value·P(z) <= reward·(z·q/p)·(1 − P(z)). `value` and `reward` are in the same unit. Infinity from q = 1/2 on.
    After Rosenfeld 2014, section 6, but with the exact P and without his fixed give-up point.
    """
    power = float(share("q", q))
    stake = float(real("value", value, 0.0))
    earned = float(real("reward", reward, 0.0))
    if power >= 0.5:
        return np.inf
    if not stake:
        return 0.0
    if not earned or not power:
        if power:
            raise BadInput("reward: with nothing to forfeit no number of confirmations makes an attack unprofitable")
        return 1.0
    low, high = 0, 1
    while not _unprofitable(power, stake, earned, high, premined):
        low, high = high, 2 * high
        if high > MOST_CONFIRMATIONS:
            return np.inf
    while high - low > 1:
        middle = (low + high) // 2
        if _unprofitable(power, stake, earned, middle, premined):
            high = middle
        else:
            low = middle
    return float(high)


def _unprofitable(q: float, value: float, reward: float, z: int, premined: int) -> bool:
    chance = float(probability(q, count("z", z), premined=premined))
    return value * chance <= reward * z * q / (1 - q) * (1 - chance)

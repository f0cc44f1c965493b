"""How fast a chain grows when blocks take time to travel, and what that does to its defence."""

import numpy as np
from numpy.typing import ArrayLike

from assay.consensus.domain import Floats, numbers, real


def growth_bound(rate: ArrayLike, delay: ArrayLike) -> Floats:
    """The least rate at which the main chain grows: λ/(1 + λD).

    λ is the `rate` of honest blocks, D the `delay` after which everybody has one: a level is followed by the next
    after D and one more block at the latest. Source: Sompolinsky & Zohar 2015, section 4.
    """
    lambda_, d = np.broadcast_arrays(real("rate", rate, 0.0), real("delay", delay, 0.0))
    return numbers(lambda_ / (1 + lambda_ * d))


def longest_chain_resilience(rate: ArrayLike, delay: ArrayLike) -> Floats:
    """The attacker's share of all hash power up to which the longest-chain rule surely holds: β/(β + λ).

    The attacker's blocks need not travel; he wins in the long run when he makes more than the chain grows by, β.
    1/2 without delay, less with it. Under GHOST the weight of the whole subtree counts, and it stays 1/2 at any rate
    (Sompolinsky & Zohar 2015, section 5).
    """
    lambda_, d = np.broadcast_arrays(real("rate", rate, 0.0), real("delay", delay, 0.0))
    return numbers(1 / (2 + lambda_ * d))

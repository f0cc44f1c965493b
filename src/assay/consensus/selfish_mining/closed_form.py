"""Selfish mining as first described: one fixed strategy, one formula."""

import numpy as np
from numpy.typing import ArrayLike

from assay.consensus.domain import Floats, share


def revenue(alpha: ArrayLike, gamma: ArrayLike) -> Floats:
    """The selfish pool's share of all blocks that stay in the chain, with Eyal and Sirer's strategy.

    `alpha` is the pool's share of hash power; from 1/2 on the pool takes everything and the answer is 1. `gamma` is
    the share of the other miners that mines on the pool's block when two compete.
    Source: Eyal & Sirer 2014, equation 8.
    """
    a, g = np.broadcast_arrays(share("alpha", alpha), share("gamma", gamma))
    a_ = np.minimum(a, 0.5)
    value = (a_ * (1 - a_) ** 2 * (4 * a_ + g * (1 - 2 * a_)) - a_**3) / (1 - a_ * (1 + (2 - a_) * a_))
    return np.where(a < 0.5, value, 1.0)[()]


def eyal_sirer_threshold(gamma: ArrayLike) -> Floats:
    """The share of hash power from which that strategy beats honest mining: (1−γ)/(3−2γ), their observation 1.

    `threshold` is the same for the best of all strategies, which needs less.
    """
    g = share("gamma", gamma)
    return ((1 - g) / (3 - 2 * g))[()]


def effective_share(alpha: ArrayLike, stale_rate: ArrayLike) -> Floats:
    """What `alpha` amounts to when a share `stale_rate` of the others' blocks is lost to slow propagation.

    The attacker's own blocks never compete with each other. A lost block only passes time, so that any formula or
    policy of this package may be asked with the result instead of `alpha`. Source: Gervais et al. 2016, section 3.2.
    """
    a, stale = np.broadcast_arrays(share("alpha", alpha), share("stale_rate", stale_rate))
    others = (1 - a) * (1 - stale)
    with np.errstate(invalid="ignore"):
        return np.where(a + others > 0, a / (a + others), 0.0)[()]

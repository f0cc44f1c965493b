"""Stubborn mining: selfish miners who don't give in when Eyal and Sirer's would."""

import numpy as np
from numpy.typing import ArrayLike

from assay.consensus.domain import Floats, count, share
from assay.consensus.selfish_mining.evaluate import evaluate
from assay.consensus.selfish_mining.optimal import revenue_race
from assay.consensus.selfish_mining.race import ACTIVE, ADOPT, IRRELEVANT, MATCH, OVERRIDE, RELEVANT, WAIT, Policy


def stubborn_revenue(
    alpha: ArrayLike,
    gamma: ArrayLike,
    *,
    lead_stubborn: bool = False,
    equal_fork: bool = False,
    trail: int = 0,
    lead: int = 95,
) -> Floats:
    """The share of the chain under a stubborn strategy; without any stubbornness it is Eyal and Sirer's.

    `lead_stubborn`: with a lead of one left, offer a tie and keep the last block hidden. `equal_fork`: having found
    the block that decides a tie, keep it hidden too. `trail`: go on until more than so many blocks behind, if there is
    anything to lose. Races are cut at `lead`, which only matters close to α = 1/2. 1 from α = 1/2 on.
    Source: Nayak, Kumar, Miller & Shi 2016, section 3.
    """
    a, g = np.broadcast_arrays(share("alpha", alpha), share("gamma", gamma))
    policy = _policy(int(count("lead", lead, 2)), lead_stubborn, equal_fork, int(count("trail", trail)))
    value = np.where(a < 0.5, 0.0, 1.0)
    for at in np.ndindex(a.shape):
        if 0 < a[at] < 0.5:
            result = evaluate(revenue_race(float(a[at]), float(g[at]), lead, "first-seen"), policy)
            value[at] = result.gain / result.price
    return value[()]


def _policy(lead: int, lead_stubborn: bool, equal_fork: bool, trail: int) -> Policy:
    a, h = np.indices((lead + 1, lead + 1))
    cut = (a == lead) | (h == lead)
    behind = np.where((h - a <= trail) & (a > 0), WAIT, ADOPT)
    policy = np.empty((3, lead + 1, lead + 1), dtype=np.int8)
    last = (a == h + 1) & (h >= 1)
    policy[IRRELEVANT] = np.where(a < h, behind, np.where(last, OVERRIDE, WAIT))
    relevant = MATCH if lead_stubborn else np.where(a == h, MATCH, np.where(last, OVERRIDE, WAIT))
    policy[RELEVANT] = np.where(a < h, behind, np.where(h >= 1, relevant, WAIT))
    policy[ACTIVE] = MATCH if equal_fork else np.where(a == h + 1, OVERRIDE, MATCH)
    policy[:, cut] = np.where(a > h, OVERRIDE, ADOPT)[cut]
    return policy

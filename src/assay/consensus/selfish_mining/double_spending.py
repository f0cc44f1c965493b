"""Withholding blocks to double spend and to gain blocks at once: what a payment must be worth to tempt a miner."""

import numpy as np
from numpy.typing import ArrayLike

from assay.consensus.domain import Floats, count, one_of, real, share
from assay.consensus.selfish_mining.optimal import TIES, honest, solve
from assay.consensus.selfish_mining.race import ADOPT, MATCH, OVERRIDE, WAIT, Race
from assay.core.errors import BadInput


def minimum_value(
    alpha: ArrayLike, gamma: ArrayLike, confirmations: int, lead: int = 40, ties: str = "first-seen"
) -> Floats:
    """The value of a double spend from which attacking beats honest mining, in block rewards.

    Every race pays once, when `confirmations` or more of the others' blocks are replaced. Difficulty is taken as
    fixed, so that a block lost is a reward lost and nothing else is gained: the value is the blocks lost for each
    success, under the policy for which that is least. 0 from α = 1/2 on, infinite at α = 0.
    Source: the question of Gervais et al. 2016, section 3.3, with the race of Sapirshtein et al.; races that grow
    longer than `lead` are left out, so that the true value may be a little lower. Use `effective_share` for stale
    blocks.
    """
    a, g = np.broadcast_arrays(share("alpha", alpha), share("gamma", gamma))
    value = np.where(a < 0.5, np.inf, 0.0)
    for at in np.ndindex(a.shape):
        if 0 < a[at] < 0.5:
            race = _race(float(a[at]), float(g[at]), confirmations, lead, ties)
            won, _ = solve(race, 1e-12, honest(lead))
            value[at] = 1 / won
    return value[()]


def revenue_with_double_spends(
    alpha: ArrayLike, gamma: ArrayLike, confirmations: int, value: float, lead: int = 40, ties: str = "first-seen"
) -> Floats:
    """The most that a miner earns for each block mined by anybody, in block rewards; honest mining earns α.

    A success as in `minimum_value` pays `value` block rewards. Source: as there. For α below 1/2.
    """
    a, g = np.broadcast_arrays(share("alpha", alpha), share("gamma", gamma))
    if (a >= 0.5).any():
        raise BadInput("alpha: from 1/2 on every payment can be replaced, and there is no bound to state")
    worth = float(real("value", value, 0.0))
    earned = np.zeros(a.shape)
    for at in np.ndindex(a.shape):
        if a[at]:
            race = _race(float(a[at]), float(g[at]), confirmations, lead, ties, worth)
            earned[at], _ = solve(race, float(a[at]), honest(lead))
    return earned[()]


def _race(alpha: float, gamma: float, confirmations: int, lead: int, ties: str, value: float | None = None) -> Race:
    """Gain: successes, price: blocks lost; or with a `value`, gain: all that is earned, price: blocks mined by all."""
    longest, deep = int(count("lead", lead, 2)), int(count("confirmations", confirmations, 1))
    one_of("ties", ties, TIES)
    if deep >= longest:
        raise BadInput(f"confirmations: {deep} are not below the longest race of {longest} blocks")
    a, h = (grid.astype(np.float64) for grid in np.indices((longest + 1, longest + 1)))
    zero, one = np.zeros_like(a), np.ones_like(a)
    success = (h >= deep).astype(np.float64)
    won = gamma * (1 - alpha)
    if value is None:
        gain = {ADOPT: zero, OVERRIDE: success, WAIT: zero, MATCH: won * success}
        return Race(alpha, gamma, longest, ties, gain, {ADOPT: a, OVERRIDE: zero, WAIT: zero, MATCH: zero})
    gain = {ADOPT: zero, OVERRIDE: h + 1 + value * success, WAIT: zero, MATCH: won * (h + value * success)}
    return Race(alpha, gamma, longest, ties, gain, {ADOPT: zero, OVERRIDE: one, WAIT: one, MATCH: one}, 1.0)

"""The best a selfish miner can do, bounded from both sides."""

from dataclasses import replace
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from assay.consensus.domain import Floats, count, one_of, share
from assay.consensus.selfish_mining.evaluate import evaluate
from assay.consensus.selfish_mining.race import (
    ADOPT,
    MATCH,
    OVERRIDE,
    STOP,
    WAIT,
    Evaluation,
    Gates,
    Policy,
    Race,
    greedy,
)

TIES = ("first-seen", "uniform")
_ROUNDS = 200
_SHORT = 24
_SETTLED = 1e-11
"""How little the ratio grows in the last round; rounds gain about a factor of five, so ten digits are right."""
_MARGIN = 1e-10
"""Added to an upper bound, which is approached from below."""
_STILL = 1e-8
"""How little the gates move in the last round; the ratio alone may pause while policies improve out of its sight."""


class Bounds(NamedTuple):
    """What surely can be had, and what surely can't be exceeded."""

    lower: Floats
    upper: Floats


def optimal_revenue(alpha: ArrayLike, gamma: ArrayLike, lead: int = 95, ties: str = "first-seen") -> Floats:
    """The attacker's share of the chain under the best policy whose race never grows longer than `lead`.

    A policy that exists, hence a lower bound of what is possible; `optimal_revenue_bounds` has the upper one.
    `ties`: "first-seen", where nodes keep the block that came first, so that a tie can be offered only in answer to a
    new block, or "uniform", where nodes choose among equals at random (γ = 1/2) and a tie can be offered at any time.
    Source: Sapirshtein, Sompolinsky & Zohar 2016, sections 4 and 7; solved by policy iteration on the ratio.
    """
    a, g, longest = _arguments(alpha, gamma, lead, ties)
    value = np.where(a < 0.5, 0.0, 1.0)
    for at in np.ndindex(a.shape):
        if 0 < a[at] < 0.5:
            value[at], _ = solve(revenue_race(float(a[at]), float(g[at]), longest, ties), float(a[at]), honest(longest))
    return value[()]


def optimal_revenue_bounds(alpha: ArrayLike, gamma: ArrayLike, lead: int = 95, ties: str = "first-seen") -> Bounds:
    """`optimal_revenue` between its bounds; they meet as `lead` grows, slowly only close to α = 1/2."""
    a, g, longest = _arguments(alpha, gamma, lead, ties)
    lower, upper = np.where(a < 0.5, 0.0, 1.0), np.where(a < 0.5, 0.0, 1.0)
    for at in np.ndindex(a.shape):
        if 0 < a[at] < 0.5:
            race = revenue_race(float(a[at]), float(g[at]), longest, ties)
            lower[at], policy = solve(race, float(a[at]), honest(longest))
            generous = revenue_race(float(a[at]), float(g[at]), longest, ties, generous=True)
            most, _ = solve(generous, float(lower[at]), _stopping(policy))
            upper[at] = min(most + _MARGIN, 1.0)
    return Bounds(lower[()], upper[()])


def threshold(gamma: ArrayLike, ties: str = "first-seen", lead: int = 60) -> Floats:
    """The smallest share of hash power from which some policy earns more than honest mining; to six digits.

    It depends on the rule for ties: at γ = 1/2 it is 0.2500 for "first-seen" and 0.2321 for "uniform".
    Longer races than `lead` would lower it by less than 1e-4 at γ = 0, and by nothing that can be seen from γ = 0.1 on.
    Source: Sapirshtein, Sompolinsky & Zohar 2016, sections 5 and 7.
    """
    g = share("gamma", gamma)
    one_of("ties", ties, TIES)
    value = np.empty(g.shape)
    for at in np.ndindex(g.shape):
        low, high = 0.0, 0.5
        while high - low > 5e-7:
            middle = (low + high) / 2
            race = revenue_race(middle, float(g[at]), int(count("lead", lead, 2)), ties)
            best, _ = solve(race, middle, honest(race.lead), above=middle + 1e-11)
            low, high = (low, middle) if best > middle + 1e-11 else (middle, high)
        value[at] = high
    return value[()]


def _arguments(alpha: ArrayLike, gamma: ArrayLike, lead: int, ties: str) -> tuple[Floats, Floats, int]:
    a, g = np.broadcast_arrays(share("alpha", alpha), share("gamma", gamma))
    one_of("ties", ties, TIES)
    return a, g, int(count("lead", lead, 2))


def revenue_race(alpha: float, gamma: float, lead: int, ties: str, *, generous: bool = False) -> Race:
    """Gain: the attacker's blocks that stay. Price: all blocks that stay, so that their ratio is the revenue.

    At the cut a `generous` race ends with more than could be had by going on, hence an upper bound: from a >= h every
    block of the attacker up to the last time that his chain is not the shorter one is paid, and none of the others';
    from a < h the same, if he ever draws level, which has the chance (α/(1−α))^(h−a).
    """
    a, h = (grid.astype(np.float64) for grid in np.indices((lead + 1, lead + 1)))
    zero = np.zeros_like(a)
    gain = {ADOPT: zero, OVERRIDE: h + 1, WAIT: zero, MATCH: gamma * (1 - alpha) * h}
    price = {ADOPT: h, OVERRIDE: h + 1, WAIT: zero, MATCH: gamma * (1 - alpha) * h}
    if generous:
        drift = 1 - 2 * alpha
        level = 2 * alpha * (1 - alpha) / drift**2  # his blocks between the first and the last time of being level
        caught = (alpha / (1 - alpha)) ** np.maximum(h - a, 0)
        paid = a + alpha * np.maximum(a - h, 0) / drift + (1 - alpha) * np.maximum(h - a, 0) / drift + level
        gain[STOP] = caught * paid
        price[STOP] = caught * paid + (1 - caught) * h
    return Race(alpha, gamma, lead, ties, gain, price)


def honest(lead: int) -> Policy:
    """Publish each block at once, accept each of the others'."""
    a, h = np.indices((lead + 1, lead + 1))
    action = np.where(a > h, OVERRIDE, ADOPT)
    return np.stack([action] * 3).astype(np.int8)


def solve(race: Race, rho: float, policy: Policy, above: float = np.inf) -> tuple[float, Policy]:
    """The largest ratio of gain to price, and a policy that reaches it; ends early once the ratio is beyond `above`.

    Howard's policy iteration; ρ is at most the answer and never falls (Dinkelbach 1967). A long race starts from
    what a short one, whose policies are among its own, has found.
    """
    if race.lead > _SHORT and STOP not in race.gain:
        rho, policy, gates = _solve(_shortened(race), rho, policy[:, : _SHORT + 1, : _SHORT + 1], above)
        if rho > above:
            return rho, policy
        policy = greedy(race, rho, Gates(_continued(gates.fresh, race.lead), _continued(gates.answered, race.lead)))
    best, policy, _ = _solve(race, rho, policy, above)
    return best, policy


def _solve(race: Race, rho: float, policy: Policy, above: float) -> tuple[float, Policy, Gates]:
    ratio = rho
    before = Gates(np.full(race.lead + 1, np.inf), np.full(race.lead + 1, np.inf))
    for _ in range(_ROUNDS):
        result = evaluate(race, policy)
        ratio = _ratio(result, rho)
        gates = result.gates(ratio)
        policy = greedy(race, ratio, gates)
        moved = max(np.abs(gates.fresh - before.fresh).max(), np.abs(gates.answered - before.answered).max())
        if ratio > above or (ratio - rho <= _SETTLED and moved <= _STILL):
            before = gates
            break
        rho, before = ratio, gates
    return max(ratio, rho), policy, before


def _shortened(race: Race) -> Race:
    near = slice(_SHORT + 1)
    gain = {action: reward[near, near] for action, reward in race.gain.items()}
    price = {action: reward[near, near] for action, reward in race.price.items()}
    return replace(race, lead=_SHORT, gain=gain, price=price)


def _continued(gate: Floats, lead: int) -> Floats:
    """Values of long leads guessed from short ones: every block more is worth the same."""
    half = _SHORT // 2
    slope = (gate[half] - gate[half // 2]) / (half - half // 2)
    return np.concatenate([gate[:half], gate[half] + slope * np.arange(lead + 1 - half)])


def _ratio(result: Evaluation, otherwise: float) -> float:
    return max(result.gain / result.price, otherwise) if result.price > 0 else otherwise


def _stopping(policy: Policy) -> Policy:
    """The same policy for a race that has to stop at the cut."""
    stopping = policy.copy()
    stopping[:, -1, :] = stopping[:, :, -1] = STOP
    return stopping

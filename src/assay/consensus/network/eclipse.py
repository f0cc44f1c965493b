"""Eclipse attacks on a node that fills its outgoing connections from two address tables, as Bitcoin's did in 2015.

After Heilman, Kendler, Zohar & Goldberg 2015, sections 2 to 4. Later versions of Bitcoin Core changed tables and
selection (the paper's countermeasures), so that the numbers are for nodes that still choose this way.
"""

import numpy as np
from numpy.typing import ArrayLike

from assay.consensus.domain import Floats, count, numbers, real, share

OUTGOING = 8
"""Connections that a node makes by itself."""


def tried_preference(ratio: ArrayLike, connected: ArrayLike) -> Floats:
    """Chance that the next address is taken from the table of tried ones and not from that of new ones.

    `ratio` is tried over new addresses, ρ; `connected` the outgoing connections that stand already, ω = 0 … 7:
    √ρ(9−ω) / ((ω+1) + √ρ(9−ω)). Source: section 2.3.
    """
    rho, omega = np.broadcast_arrays(real("ratio", ratio, 0.0), count("connected", connected))
    weight = np.sqrt(rho) * np.maximum(9 - omega, 0)
    return numbers(weight / (omega + 1 + weight))


def acceptance(rejected: ArrayLike, age: ArrayLike) -> Floats:
    """Chance that a chosen address is used: min(1, 1.2^r/(1 + τ)).

    `rejected` addresses came before it, r; `age` is the time since it was last heard of, τ, in units of ten minutes.
    An attacker's addresses are fresh, honest ones often are not. Source: section 2.3.
    """
    r, tau = np.broadcast_arrays(count("rejected", rejected), real("age", age, 0.0))
    return numbers(np.minimum(1.0, 1.2 ** np.minimum(r, 4_000) / (1 + tau)))


def eclipse_probability(
    tried: ArrayLike, new: ArrayLike, *, ratio: float = 1.0, age: float = 0.0, connections: int = OUTGOING
) -> Floats:
    """Chance that a node which restarts makes all its outgoing connections to the attacker.

    `tried` and `new` are the attacker's shares of the two tables, `ratio` their relative size, `age` that of the
    honest addresses as in `acceptance`; attackers' count as fresh. Honest nodes are taken as reachable, and addresses
    as drawn with replacement, so for tables far larger than the number of connections.
    """
    in_tried, in_new = np.broadcast_arrays(share("tried", tried), share("new", new))
    value = np.ones(in_tried.shape)
    for omega in range(int(count("connections", connections, 1))):
        preferred = tried_preference(ratio, omega)
        bad = preferred * in_tried + (1 - preferred) * in_new
        value = value * _first_accepted(np.asarray(bad), float(real("age", age, 0.0)))
    return numbers(value)


def buckets_reached(groups: ArrayLike, *, buckets: int = 64, per_group: int = 4) -> Floats:
    """Expected buckets of a table that addresses from so many /16 groups can reach: n(1 − (1 − 1/n)^(k·groups)).

    A group's addresses hash to `per_group` buckets. The defaults are the tried table's; the new table has 256
    buckets and 32 for each group. Source: section 4.
    """
    number = count("groups", groups)
    total, each = int(count("buckets", buckets, 1)), int(count("per_group", per_group, 1))
    return numbers(-total * np.expm1(number * each * np.log1p(-1 / total))) if total > 1 else numbers(number > 0)


def _first_accepted(bad: Floats, age: float) -> Floats:
    """Chance that the first address to be accepted is the attacker's: Σ over r rejected honest ones before it."""
    value, still = np.zeros_like(bad), np.ones_like(bad)
    rejected = 0
    while True:
        accepted = float(acceptance(rejected, age))
        value = value + still * bad
        if accepted == 1.0:
            return value
        still = still * (1 - bad) * (1 - accepted)
        rejected += 1

"""Routing attacks: how many address prefixes must be hijacked to cut off a share of the power.

After Apostolaki, Zohar & Vanbever 2017, section 5: a pool is cut off when each prefix that one of its gateways lives
in is hijacked, so that pools with several homes cost several prefixes.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from assay.consensus.domain import real, share


class Isolation(NamedTuple):
    """Prefixes whose hijack cuts off at least the power that was asked for."""

    prefixes: tuple[str, ...]
    power: float
    """Of those that are cut off, as a share of all."""
    fewest: bool
    """No smaller set does it; otherwise pools share prefixes and the set is one that does, maybe not the smallest."""


def isolate(gateways: Mapping[str, Sequence[str]], power: Mapping[str, float], target: float) -> Isolation | None:
    """The fewest prefixes that cut off a share `target` of all power; None when not all that power has gateways.

    `gateways` lists the prefixes of each pool's gateways, `power` the pools' weights. Names decide between equals.
    """
    wanted = float(share("target", target))
    weights = {pool: float(real(f"power[{pool}]", value, 0.0)) for pool, value in sorted(power.items())}
    total = sum(weights.values()) or 1.0
    homes = {pool: frozenset(gateways.get(pool, ())) for pool in weights}
    open_ = [pool for pool, prefixes in homes.items() if prefixes and weights[pool] > 0]
    if sum(weights[pool] for pool in open_) < wanted * total * (1 - 1e-12):
        return None
    shared = sum(len(homes[pool]) for pool in open_) > len(frozenset().union(*(homes[pool] for pool in open_)))
    chosen = _greedy(open_, homes, weights, wanted * total) if shared else _exact(open_, homes, weights, wanted * total)
    prefixes = frozenset().union(*(homes[pool] for pool in chosen))
    cut = sum(weights[pool] for pool in weights if homes[pool] and homes[pool] <= prefixes)
    return Isolation(tuple(sorted(prefixes)), cut / total, not shared)


def _exact(
    pools: list[str], homes: Mapping[str, frozenset[str]], weights: Mapping[str, float], wanted: float
) -> tuple[str, ...]:
    """Knapsack over the number of prefixes: the most power for each number, until it is enough."""
    most = sum(len(homes[pool]) for pool in pools)
    best: list[tuple[float, tuple[str, ...]]] = [(0.0, ())] * (most + 1)
    for pool in pools:
        cost = len(homes[pool])
        for size in range(most, cost - 1, -1):
            power, taken = best[size - cost]
            if power + weights[pool] > best[size][0]:
                best[size] = (power + weights[pool], (*taken, pool))
    return next(taken for power, taken in best if power >= wanted * (1 - 1e-12))


def _greedy(
    pools: list[str], homes: Mapping[str, frozenset[str]], weights: Mapping[str, float], wanted: float
) -> tuple[str, ...]:
    """Always the home that cuts off the most power, with whoever else lives there, for each prefix not yet hijacked."""
    hijacked: frozenset[str] = frozenset()

    def cut(prefixes: frozenset[str]) -> float:
        return sum(weights[pool] for pool in pools if homes[pool] <= prefixes)

    while (already := cut(hijacked)) < wanted * (1 - 1e-12):
        rest = [pool for pool in pools if not homes[pool] <= hijacked]

        def worth(pool: str, held: frozenset[str] = hijacked, before: float = already) -> tuple[float, str]:
            return (cut(held | homes[pool]) - before) / len(homes[pool] - held), pool

        hijacked |= homes[max(rest, key=worth)]
    return tuple(pool for pool in pools if homes[pool] <= hijacked)

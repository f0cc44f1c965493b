"""The cost of rewriting a proof-of-work chain: rent what the market lends, buy the rest, mine, collect the rewards.

All money in one unit, all times in hours, hash power in any unit that prices use too. The model is crypto51's (hash
rate times the price of renting it) with what that leaves out: a market that is not endless and whose price rises, the
depth, the rewards of the blocks that replace the others, and the fall of the coin afterwards.
"""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from assay.consensus.domain import Counts, Floats, numbers, real, share, wholes
from assay.core.errors import BadInput


@dataclass(frozen=True, slots=True, kw_only=True)
class HashMarket:
    """A chain's hash power and what more of its kind costs."""

    hash_rate: float
    """Of all honest miners."""
    rental_price: float
    """For one unit of hash power for one hour, at the top of the order book."""
    rentable: float = float("inf")
    """Hash power on offer, as a multiple of `hash_rate`; on a chain that is small among its kind far above 1."""
    price_impact: float = 0.0
    """Relative rise of the price from the first offer to the last; 1 doubles it. The average follows linearly."""
    hardware_price: float = float("inf")
    """For one unit of hash power to own; infinite when it can't be bought in time."""
    resale: float = 0.0
    """Share of the hardware's price that selling it afterwards brings."""
    running_price: float = 0.0
    """For one unit of owned hash power for one hour: energy and housing."""

    def __post_init__(self) -> None:
        for name in ("hash_rate", "rental_price", "price_impact", "running_price"):
            real(name, getattr(self, name), 0.0)
        share("resale", self.resale)
        for name in ("rentable", "hardware_price"):
            if not getattr(self, name) >= 0:
                raise BadInput(f"{name} is {getattr(self, name):g}, not a number from 0 on")


class RewriteCost(NamedTuple):
    """What replacing the last blocks costs; each entry follows the shape of the depths asked for."""

    hours: Floats
    rented: Floats
    bought: Floats
    gross: Floats
    recovered: Floats
    net: Floats
    """Gross less recovered: the value of a double spend from which the attack pays. Negative: it pays by itself."""


def rewrite_cost(
    market: HashMarket,
    depth: ArrayLike,
    *,
    block_hours: float,
    reward: float,
    advantage: float = 1.1,
    price_drop: float = 0.0,
) -> RewriteCost:
    """The cost of replacing `depth` blocks that are mined while the attack lasts.

    `advantage` is the attacker's hash power over that of the honest miners, above 1. He is done when the payment has
    its `depth` confirmations and his chain is one block longer: whichever takes longer, at mean speed and constant
    difficulty. His blocks earn `reward` each, worth `price_drop` less once the attack is known.
    """
    blocks = real("depth", depth, 0.0)
    power, pace = float(real("advantage", advantage)), float(real("block_hours", block_hours, np.finfo(float).tiny))
    if power <= 1:
        raise BadInput(f"advantage is {power:g}: below or at 1 no cost makes success certain")
    worth = float(real("reward", reward, 0.0)) * (1 - float(share("price_drop", price_drop)))
    hours = np.maximum(blocks, (blocks + 1) / power) * pace
    needed = power * market.hash_rate
    offered = market.rentable * market.hash_rate
    rented = min(needed, offered)
    depleted = rented / offered if offered > 0 else 0.0
    bought = needed - rented
    gross = rented * market.rental_price * (1 + market.price_impact * depleted / 2) * hours
    if bought > 0:
        gross = gross + bought * (market.hardware_price * (1 - market.resale) + market.running_price * hours)
    recovered = power * hours / pace * worth
    full = np.ones_like(hours)
    return RewriteCost(
        numbers(hours),
        numbers(rented * full),
        numbers(bought * full),
        numbers(gross),
        numbers(recovered),
        numbers(gross - recovered),
    )


def break_even_depth(
    market: HashMarket,
    value: ArrayLike,
    *,
    block_hours: float,
    reward: float,
    advantage: float = 1.1,
    price_drop: float = 0.0,
) -> Floats:
    """The fewest confirmations for which attacking a payment of `value` doesn't pay; infinite when it always does.

    Whole numbers as floats. The cost grows by the same for each block once the depth is beyond 1/(advantage − 1).
    """
    worth = real("value", value, 0.0)

    def net(depth: ArrayLike) -> Floats:
        return rewrite_cost(
            market, depth, block_hours=block_hours, reward=reward, advantage=advantage, price_drop=price_drop
        ).net

    high = np.ones(worth.shape)
    for _ in range(60):
        high = np.where(net(high) < worth, high * 2, high)
    low, never = np.zeros(worth.shape), net(high) < worth
    for _ in range(62):
        middle = np.floor((low + high) / 2)
        paid = net(middle) < worth
        low, high = np.where(paid, middle, low), np.where(paid, high, np.maximum(middle, low + 1))
    return numbers(np.where(never, np.inf, np.where(net(np.zeros(worth.shape)) >= worth, 0.0, high)))


def merged_mining_share(parent_share: ArrayLike, participation: ArrayLike) -> Floats:
    """A parent-chain miner's share of a merge-mined chain on which only `participation` of the parent's power works.

    That power costs him nothing more: from 1/2 on an attack is free. He himself joins with all he has, whether he is
    among the participants or not.
    """
    own, taking_part = np.broadcast_arrays(share("parent_share", parent_share), share("participation", participation))
    others = np.maximum(taking_part - own, 0.0)
    with np.errstate(invalid="ignore"):
        return numbers(np.where(own > 0, own / (own + others), 0.0))


def rewritable_depth(height: ArrayLike, checkpoint_every: int, margin: int = 0) -> Counts:
    """Blocks that can still be replaced at a height, when every so many blocks one becomes a checkpoint.

    `margin` blocks pass until a checkpoint is everywhere. Who sets the checkpoints can rewrite, or refuse, anything.
    """
    interval, delay = int(real("checkpoint_every", checkpoint_every, 1)), int(real("margin", margin, 0))
    at = real("height", height, 0.0).astype(np.int64)
    last = np.maximum((at - delay) // interval * interval, 0)
    return wholes(at - last)

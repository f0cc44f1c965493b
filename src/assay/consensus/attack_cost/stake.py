"""The cost of attacking proof of stake: acquire it, wait in the queue, lose what is slashed.

The thresholds are those of Casper-style finality (Buterin & Griffith 2017; Ethereum's consensus specification).
"""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from assay.consensus.domain import Floats, numbers, real, share
from assay.core.errors import BadInput

DELAY_FINALITY = 1 / 3
"""From this share on: withhold votes, and nothing is finalised. Conflicting finality takes as much double voting."""
STEER_FORK_CHOICE = 1 / 2
"""From this share on: decide which blocks are built on, censor at will."""
FINALISE = 2 / 3
"""From this share on: finalise anything alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StakeMarket:
    """What is staked, and what more of it costs."""

    staked: float
    """Coins of everybody who stakes now."""
    price: float
    """Of one coin before anybody buys for the attack."""
    tradable: float = float("inf")
    """Coins that are for sale at all; more can't be had."""
    price_impact: float = 0.0
    """Relative rise of the price from the first tradable coin to the last; the average follows linearly."""
    churn: float = float("inf")
    """Coins that may join the stake in one epoch."""

    def __post_init__(self) -> None:
        for name in ("staked", "price", "price_impact"):
            real(name, getattr(self, name), 0.0)
        for name in ("tradable", "churn"):
            if not getattr(self, name) > 0:
                raise BadInput(f"{name} is {getattr(self, name):g}, not a number above 0")


class StakeCost(NamedTuple):
    """What holding a share of all stake costs; each entry follows the shape of the shares asked for."""

    coins: Floats
    """Infinite where more than the tradable coins are needed."""
    outlay: Floats
    slashed: Floats
    """Coins that are burnt when the attack is answered by slashing."""
    loss: Floats
    """Money that is gone: slashed coins at what they cost, and the fall of the rest."""
    epochs: Floats
    """Until all of it has passed the entry queue."""


def joining_stake(staked: ArrayLike, target: ArrayLike) -> Floats:
    """Coins that must join `staked` ones to be a share `target` of all: staked·f/(1−f)."""
    own, wanted = np.broadcast_arrays(real("staked", staked, 0.0), share("target", target))
    with np.errstate(divide="ignore", invalid="ignore"):
        return numbers(np.where(wanted < 1, own * wanted / (1 - wanted), np.inf))


def correlation_penalty(slashed: ArrayLike, *, multiplier: float = 3.0, initial: float = 1 / 4096) -> Floats:
    """Share of its balance that each slashed validator loses when a share `slashed` of all stake is slashed together.

    The initial penalty plus `multiplier` times the slashed share, at most everything: with 3 a third of the stake
    loses all of its own. Defaults: Ethereum since Bellatrix (3) and Electra (1/4096 at once);
    consensus-specs, process_slashings.
    """
    together = share("slashed", slashed)
    factor, first = float(real("multiplier", multiplier, 0.0)), float(share("initial", initial))
    return numbers(np.where(together > 0, np.minimum(first + factor * together, 1.0), 0.0))


def stake_cost(
    market: StakeMarket, target: ArrayLike, *, slashable: bool = True, price_drop: float = 0.0, multiplier: float = 3.0
) -> StakeCost:
    """The cost of joining with enough coins to hold a share `target` of all stake, and of having used it.

    `slashable` is false for what can't be proved afterwards, such as staying silent or censoring. `price_drop` is the
    fall of the coin once the attack is known: the attacker's own stake falls with it.
    """
    wanted = share("target", target)
    fall = float(share("price_drop", price_drop))
    coins = np.asarray(joining_stake(market.staked, wanted))
    coins = np.where(coins > market.tradable, np.inf, coins)
    depleted = np.where(np.isfinite(coins), coins, market.tradable) / market.tradable
    average = market.price * (1 + market.price_impact * depleted / 2)
    outlay = coins * average
    burnt = np.asarray(correlation_penalty(wanted, multiplier=multiplier)) if slashable else np.zeros_like(wanted)
    with np.errstate(invalid="ignore"):  # infinitely many coins, none of them slashed
        slashed = np.where(burnt > 0, coins * burnt, 0.0)
        fallen = np.where((burnt < 1) & (fall > 0), coins * (1 - burnt) * fall, 0.0)
    loss = (slashed + fallen) * average
    epochs = np.ceil(coins / market.churn) if np.isfinite(market.churn) else np.zeros_like(coins)
    return StakeCost(numbers(coins), numbers(outlay), numbers(slashed), numbers(loss), numbers(epochs))

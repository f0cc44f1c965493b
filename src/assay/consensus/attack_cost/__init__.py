"""What it costs to control a chain for a while: hash power rented or bought, stake acquired and slashed."""

from assay.consensus.attack_cost.hash_power import (
    HashMarket,
    RewriteCost,
    break_even_depth,
    merged_mining_share,
    rewritable_depth,
    rewrite_cost,
)
from assay.consensus.attack_cost.stake import (
    DELAY_FINALITY,
    FINALISE,
    STEER_FORK_CHOICE,
    StakeCost,
    StakeMarket,
    correlation_penalty,
    joining_stake,
    stake_cost,
)

__all__ = [
    "DELAY_FINALITY",
    "FINALISE",
    "STEER_FORK_CHOICE",
    "HashMarket",
    "RewriteCost",
    "StakeCost",
    "StakeMarket",
    "break_even_depth",
    "correlation_penalty",
    "joining_stake",
    "merged_mining_share",
    "rewritable_depth",
    "rewrite_cost",
    "stake_cost",
]

"""Attacks below the chain: what cut, delayed, hijacked or crowded-out connections do to consensus."""

from assay.consensus.network.eclipse import acceptance, buckets_reached, eclipse_probability, tried_preference
from assay.consensus.network.ghost import growth_bound, longest_chain_resilience
from assay.consensus.network.partition import SplitFinality, SplitWork, split_finality, split_work
from assay.consensus.network.propagation import stale_rate, stale_rate_from_curve, uninformed
from assay.consensus.network.routing import Isolation, isolate
from assay.consensus.network.sybil import peer_slots

__all__ = [
    "Isolation",
    "SplitFinality",
    "SplitWork",
    "acceptance",
    "buckets_reached",
    "eclipse_probability",
    "growth_bound",
    "isolate",
    "longest_chain_resilience",
    "peer_slots",
    "split_finality",
    "split_work",
    "stale_rate",
    "stale_rate_from_curve",
    "tried_preference",
    "uninformed",
]

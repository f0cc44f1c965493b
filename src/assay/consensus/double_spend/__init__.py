"""Double spending against proof of work: how likely a buried payment is replaced, and how deep is deep enough."""

from assay.consensus.double_spend.confirmations import confirmations, confirmations_for_value
from assay.consensus.double_spend.limited import within_blocks, within_time
from assay.consensus.double_spend.race import nakamoto, probability, probability_given_time

__all__ = [
    "confirmations",
    "confirmations_for_value",
    "nakamoto",
    "probability",
    "probability_given_time",
    "within_blocks",
    "within_time",
]

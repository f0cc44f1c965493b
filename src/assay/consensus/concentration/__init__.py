"""In how few hands a chain is: coefficients and entropies over shares of any layer, with their uncertainty."""

from assay.consensus.concentration.entities import merge, tally
from assay.consensus.concentration.indices import (
    gini,
    hhi,
    nakamoto_coefficient,
    renyi,
    shannon,
    tau_index,
    theil,
)
from assay.consensus.concentration.sampling import Interval, interval, unbiased_hhi
from assay.consensus.concentration.windows import windows

__all__ = [
    "Interval",
    "gini",
    "hhi",
    "interval",
    "merge",
    "nakamoto_coefficient",
    "renyi",
    "shannon",
    "tally",
    "tau_index",
    "theil",
    "unbiased_hhi",
    "windows",
]

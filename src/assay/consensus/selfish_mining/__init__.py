"""Selfish mining: blocks withheld to waste the others' work. Revenue, the best policies, thresholds and variants."""

from assay.consensus.selfish_mining.closed_form import effective_share, eyal_sirer_threshold, revenue
from assay.consensus.selfish_mining.double_spending import minimum_value, revenue_with_double_spends
from assay.consensus.selfish_mining.optimal import Bounds, optimal_revenue, optimal_revenue_bounds, threshold
from assay.consensus.selfish_mining.stubborn import stubborn_revenue

__all__ = [
    "Bounds",
    "effective_share",
    "eyal_sirer_threshold",
    "minimum_value",
    "optimal_revenue",
    "optimal_revenue_bounds",
    "revenue",
    "revenue_with_double_spends",
    "stubborn_revenue",
    "threshold",
]

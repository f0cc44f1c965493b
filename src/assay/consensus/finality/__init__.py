"""Finality by votes: quorums of Byzantine agreement, committees drawn by lot, and the inactivity leak."""

from assay.consensus.finality.committees import committee_failure, committee_size
from assay.consensus.finality.leak import Leak, inactivity_leak
from assay.consensus.finality.votes import faults_tolerated, finality_time, quorum

__all__ = [
    "Leak",
    "committee_failure",
    "committee_size",
    "faults_tolerated",
    "finality_time",
    "inactivity_leak",
    "quorum",
]

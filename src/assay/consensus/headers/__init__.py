"""Chains of Bitcoin block headers, verified from their bytes: links, proof of work, difficulty rules, Merkle roots.

Bytes in, verdicts out; where they come from is no concern of this package.
"""

from assay.consensus.headers.blocks import merkle_root, transaction_ids, verify_block
from assay.consensus.headers.chain import Flaw, verify_chain, verify_retargets
from assay.consensus.headers.difficulty import BITCOIN, DifficultyRules, next_target, target_of, work_of
from assay.consensus.headers.header import Header, read_headers

__all__ = [
    "BITCOIN",
    "DifficultyRules",
    "Flaw",
    "Header",
    "merkle_root",
    "next_target",
    "read_headers",
    "target_of",
    "transaction_ids",
    "verify_block",
    "verify_chain",
    "verify_retargets",
    "work_of",
]

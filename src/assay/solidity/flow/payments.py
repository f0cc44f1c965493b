"""Calls by which value changes hands: ether, and tokens by the names that their standards fix."""

from __future__ import annotations

from assay.solidity.flow.effects import Effects
from assay.solidity.ir import operations as op

TOKENS = frozenset(
    {"transfer", "transferFrom", "safeTransfer", "safeTransferFrom", "mint", "safeMint", "mintTo", "burn"}
)
"""ERC-20, 721, 1155 and the wrappers that everybody uses."""


def moves_value(operation: op.AnyOperation) -> bool:
    """A call that passes ether on, or one that is named as a token's transfers are."""
    if not isinstance(operation, op.ExternalCall):
        return False
    return operation.value is not None or operation.kind in ("send", "transfer") or operation.name in TOKENS


def pays(effects: Effects) -> bool:
    """Whether a function, with all that it calls internally, moves value anywhere."""
    return any(moves_value(site.operation) for site in effects.calls)

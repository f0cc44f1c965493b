"""The layout of a contract: each state variable with its slot and offset, base contracts first.

Source: Solidity documentation, "Layout of State Variables in Storage and Transient Storage"; variables of bases come
in C3 order from the most base-like on. Constants, immutables and transient variables take no storage slot.
"""

from __future__ import annotations

from dataclasses import dataclass

from assay.solidity.layout.sizes import SLOT, slots, width
from assay.solidity.model.declarations import Contract, StateVariable
from assay.solidity.syntax import nodes as syntax


@dataclass(frozen=True, slots=True)
class Placed:
    """One variable and where it lies."""

    variable: StateVariable
    slot: int
    offset: int
    """Byte in the slot, counted from its low-order end."""
    size: int
    """Bytes in the slot for what can share it, 32 times the number of slots for the rest."""


def layout(contract: Contract) -> tuple[Placed, ...] | None:
    """In order of slots; None when a base is missing or a size is not known, so that nothing could be trusted."""
    if contract.incomplete or contract.problem:
        return None
    start = _start(contract.node.layout)
    if start is None:
        return None
    placed: list[Placed] = []
    slot, offset = start, 0
    for base in reversed(contract.linearized):
        for variable in base.state.values():
            if not variable.mutable or variable.node.transient:
                continue
            size = width(variable.type)
            if size is None:
                whole = slots(variable.type)
                if whole is None:
                    return None
                slot, offset = slot + (offset > 0), 0
                placed.append(Placed(variable, slot, 0, whole * SLOT))
                slot += whole
                continue
            if offset + size > SLOT:
                slot, offset = slot + 1, 0
            placed.append(Placed(variable, slot, offset, size))
            offset += size
    return tuple(placed)


def _start(node: syntax.Expression | None) -> int | None:
    """`layout at N`; 0 without it, None for an expression that is no literal."""
    match node:
        case None:
            return 0
        case syntax.Literal(kind="number", text=text):
            try:
                return int(text, 0)
            except ValueError:
                return None
        case _:
            return None

"""Arithmetic that is meant to wrap: words taken as residues modulo 2^256, not as amounts."""

from __future__ import annotations

from assay.solidity.ir import operations as op
from assay.solidity.ir.graph import Graph

_BITWISE = frozenset({"&", "|", "^", "<<", ">>"})


def computes_modulo(graph: Graph) -> bool:
    """Whether a pure function mixes its arithmetic with bits, `mulmod` or complements.

    Full-precision products, inverses modulo a power of two, logarithms and roots by their bits are written like that:
    what wraps there wraps by design, and a division by the lowest set bit has no remainder.
    """
    if graph.function.mutability != "pure":
        return False
    for _, _, operation in graph.operations:
        match operation:
            case op.Arithmetic(operator=operator) if operator in _BITWISE:
                return True
            case op.Negate(operator="~" | "-"):
                return True
            case op.Compute(name=name) if name.endswith(("mulmod", "addmod")):
                return True
    return False

"""Conditions as control flow: each part of a check becomes a branch of its own."""

from __future__ import annotations

from assay.solidity.ir.build.writer import Writer
from assay.solidity.ir.graph import Block
from assay.solidity.syntax import nodes as syntax


def branch_on(w: Writer, node: syntax.Expression, yes: Block, no: Block, kind: str = "if") -> None:
    """Leads to `yes` or `no` by the value of `node`; `&&`, `||` and `!` dissolve into the branches."""
    match node:
        case syntax.Binary(operator="&&", left=left, right=right):
            middle = w.new_block()
            branch_on(w, left, middle, no, kind)
            w.block = middle
            branch_on(w, right, yes, no, kind)
        case syntax.Binary(operator="||", left=left, right=right):
            middle = w.new_block()
            branch_on(w, left, yes, middle, kind)
            w.block = middle
            branch_on(w, right, yes, no, kind)
        case syntax.Unary(operator="!", operand=operand):
            branch_on(w, operand, no, yes, kind)
        case _:
            w.branch(w.value(node), node, yes, no, kind)

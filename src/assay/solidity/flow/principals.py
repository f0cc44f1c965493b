"""Who may be at each block: a forward analysis that starts with anyone and narrows at checks of the caller."""

from __future__ import annotations

from collections.abc import Callable

from assay.solidity.flow.conditions import ANYONE, RESTRICTED, Principal, Reader
from assay.solidity.ir import operations as op
from assay.solidity.ir.graph import Block, Branch, Graph, Return

Principals = frozenset[Principal]
EVERYONE: Principals = frozenset({ANYONE})
_VISITS_MOST = 50

AfterCall = Callable[[op.InternalCall], Principals | None]
"""Who can come back from an internal call, when it is called by anyone; None when it does not narrow."""


def principals(graph: Graph, reader: Reader, after_call: AfterCall) -> dict[Block, Principals]:
    """For each block, the union over all paths of who can have come there; checks in callees count."""
    found: dict[Block, Principals] = {graph.entry: EVERYONE}
    visits: dict[Block, int] = {}
    pending = [graph.entry]
    while pending:
        block = pending.pop()
        visits[block] = visits.get(block, 0) + 1
        if visits[block] > _VISITS_MOST:
            continue
        leaving = at_end(block, found[block], after_call)
        for successor, who in _onward(block, leaving, reader):
            before = found.get(successor)
            joined = who if before is None else before | who
            if joined != before:
                found[successor] = joined
                pending.append(successor)
    return found


def at_end(block: Block, who: Principals, after_call: AfterCall, upto: op.AnyOperation | None = None) -> Principals:
    """Who is left after the block's operations (those before `upto`, when given)."""
    for operation in block.operations:
        if operation is upto:
            break
        if isinstance(operation, op.InternalCall):
            narrowed = after_call(operation)
            if narrowed is not None:
                who = narrow(who, narrowed)
    return who


def _onward(block: Block, who: Principals, reader: Reader) -> list[tuple[Block, Principals]]:
    if not isinstance(block.end, Branch) or block.end.yes is block.end.no:
        return [(s, who) for s in block.successors]
    result = []
    for successor, holds in ((block.end.yes, True), (block.end.no, False)):
        principal = reader.principal(block.end.condition, holds)
        result.append((successor, who if principal is None else narrow(who, frozenset({principal}))))
    return result


def narrow(who: Principals, allowed: Principals) -> Principals:
    """Who is left of `who` after a check for `allowed`: the restricted stay, the rest must pass it."""
    kept = frozenset(p for p in who if p.kind in RESTRICTED)
    return who if len(kept) == len(who) else kept | allowed


def is_restricted(who: Principals) -> bool:
    """Whether strangers are kept out on every path; an unreachable block (no one) counts as restricted."""
    return all(p.kind in RESTRICTED for p in who)


def who_returns(graph: Graph, found: dict[Block, Principals], after_call: AfterCall) -> Principals:
    """The union over all ways to come back."""
    joined: set[Principal] = set()
    for block in graph.blocks:
        if isinstance(block.end, Return) and block in found:
            joined |= at_end(block, found[block], after_call)
    return frozenset(joined)

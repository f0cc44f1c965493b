"""State that is open at a call: read before control leaves, written only after it comes back."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from assay.core.evidence import SourceSpan, Step
from assay.solidity.facts import FunctionView
from assay.solidity.flow.effects import Cell, Site
from assay.solidity.flow.registered import registered
from assay.solidity.flow.trust import Trust, trust
from assay.solidity.ir import operations as op
from assay.solidity.ir.graph import Block
from assay.solidity.ir.values import Constant

STIPEND = 2300
"""Gas that `send` and `transfer` pass on: too little to call back with effect."""

CALLEE = {
    Trust.CHOSEN: "an address that the caller chooses",
    Trust.UNKNOWN: "an address that another contract returned",
    Trust.OWNER: "a contract that an owner set or that was registered before",
    Trust.FIXED: "a contract that was fixed at deployment",
}


@dataclass(frozen=True, slots=True)
class OpenCall:
    """A call and one variable that is open at it."""

    function: FunctionView
    site: Site
    callee: Trust
    cell: Cell
    read: Site
    write: Site

    @property
    def call(self) -> op.ExternalCall:
        """The call that leaves."""
        assert isinstance(self.site.operation, op.ExternalCall)
        return self.site.operation

    @property
    def name(self) -> str:
        """Of the variable, with its fields: `users.debt`."""
        return cell_name(self.cell)

    def path(self) -> list[Step]:
        """Read, call, write."""
        return [
            *self.function.steps(self.read, f"{self.name} is read"),
            *self.function.steps(self.site, "control leaves to " + CALLEE[self.callee]),
            *self.function.steps(self.write, f"{self.name} is written only now"),
        ]

    def place(self) -> SourceSpan:
        """Where the function itself calls out, or calls what does."""
        return self.function.entered(self.function.first(self.site))


def open_calls(function: FunctionView) -> Iterator[OpenCall]:
    """Every call that can come back, each with every variable open at it; locks are not considered."""
    effects = function.effects
    for site, read_before in effects.calls.items():
        call = site.operation
        if not isinstance(call, op.ExternalCall) or not can_come_back(call):
            continue
        receiver = function.of_site(site, call.receiver)
        callee = trust(function.flow, receiver)
        if _was_registered(function, site, call):
            callee = max(callee, Trust.OWNER)
        for (after, cell), write in effects.late_writes.items():
            if after != site or cell in effects.settled[site]:
                continue
            read = next((place for known, place in read_before.items() if overlap(known, cell)), None)
            if (
                read is not None
                and not function.always_before(write, site)
                and not _read_anew(function, read, site, write)
            ):
                yield OpenCall(function, site, callee, cell, read, write)


def _read_anew(function: FunctionView, read: Site, call: Site, write: Site) -> bool:
    """The write comes after the call only in another round of a loop, which begins with the read."""
    body, ways = function.function, [(*site.through, site.operation) for site in (read, call, write)]
    again = False
    while all(len(way) > 1 and way[0] is ways[0][0] for way in ways):
        first = ways[0][0]
        target = function.target(first) if isinstance(first, op.InternalCall) else None
        if target is None:
            return False
        body, ways, again = target, [way[1:] for way in ways], True
    if len({way[0] for way in ways}) < len(ways):
        return False
    place = function.flow.graph(body).block_of
    reads, calls, writes = (place[way[0]] for way in ways)
    if calls[0] is writes[0] and calls[1] < writes[1]:
        return False
    return not _leads(calls[0].successors, reads, writes) and not (
        again and _leads([function.flow.graph(body).entry], reads, writes)
    )


def _leads(begin: Iterable[Block], reads: tuple[Block, int], writes: tuple[Block, int]) -> bool:
    """Whether a way from these blocks comes to the write before it comes to the read."""
    pending, seen = list(begin), set(begin)
    while pending:
        block = pending.pop()
        if block is writes[0] and not (block is reads[0] and reads[1] < writes[1]):
            return True
        if block is not reads[0]:
            fresh = [b for b in block.successors if b not in seen]
            seen.update(fresh)
            pending += fresh
    return False


def _was_registered(function: FunctionView, site: Site, call: op.ExternalCall) -> bool:
    """Whether the function, or one on the way to the call, tests the receiver against what storage knows."""
    view = function
    for depth, inner in enumerate((*site.through, None)):
        here = Site(site.operation, site.through[depth:])
        if registered(view.flow, view.function, view.context, view.of_site(here, call.receiver)):
            return True
        target = None if inner is None else view.flow.dispatch.target(inner, function.context)
        if target is None:
            return False
        view = FunctionView(target, function.flow)
    return False


def overlap(one: Cell, other: Cell) -> bool:
    """Whether one cell is the other or a part of it: `users` and `users.debt`."""
    return one[: len(other)] == other or other[: len(one)] == one


def can_come_back(call: op.ExternalCall) -> bool:
    """Whether the callee has the gas and the right to call back with effect."""
    if call.kind in ("send", "transfer", "library", "staticcall") or call.is_static:
        return False
    if isinstance(call.receiver, Constant):  # a precompile or a hard-coded contract
        return False
    gas = call.gas
    return not (isinstance(gas, Constant) and gas.number is not None and gas.number <= STIPEND)


def cell_name(cell: Cell) -> str:
    """`users.debt` for the field of whatever key."""
    return ".".join(str(getattr(part, "name", part)) for part in cell)

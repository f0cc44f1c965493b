"""What a function does, in order: storage read and written, calls that leave, and which write can follow which call.

Bottom-up over internal calls, so a write in a callee after a call in its caller is seen. Loops and branches are
joined: a pair is listed when some path has it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from assay.core.errors import BudgetExceeded
from assay.solidity.ir import operations as op
from assay.solidity.ir.graph import Block, Graph, Return
from assay.solidity.ir.values import Field, Place, Slot, Temporary, Variable
from assay.solidity.model.declarations import Parameter, StateVariable
from assay.solidity.model.types import StructType

EVENTS_MOST = 4_000
"""Calls, reads and pairs kept for one function; more is a budget exceeded."""

Cell = tuple[object, ...]
"""A storage variable and its fields, keys left out: `(balances,)`, `(users, "debt")`, `("slot(…)",)`."""


@dataclass(frozen=True, slots=True)
class Site:
    """An operation, and the internal calls through which the function comes to it (outermost first)."""

    operation: op.AnyOperation
    through: tuple[op.InternalCall, ...] = ()

    def below(self, call: op.InternalCall) -> Site:
        """The same operation as the caller sees it."""
        return Site(self.operation, (call, *self.through))


@dataclass(slots=True)
class Effects:
    """Of one function including all it calls internally."""

    reads: dict[Cell, Site] = field(default_factory=dict)
    """First place that reads each cell."""
    writes: dict[Cell, Site] = field(default_factory=dict)
    calls: dict[Site, dict[Cell, Site]] = field(default_factory=dict)
    """External calls and creations, each with the cells that may have been read before it and not written since,
    and where they were read."""
    settled: dict[Site, frozenset[Cell]] = field(default_factory=dict)
    """Each call to the cells that were written before it on every path (in a loop: in the same round)."""
    open_reads: dict[Cell, Site] = field(default_factory=dict)
    """Cells that may have been read and not written since when the function comes back."""
    always_written: frozenset[Cell] = frozenset()
    """Cells written on every path that comes back."""
    late_writes: dict[tuple[Site, Cell], Site] = field(default_factory=dict)
    """(call, cell) to the first write of that cell that can follow the call."""
    late_reads: dict[tuple[Site, Cell], Site] = field(default_factory=dict)
    """(call, cell) to the first read that can follow the call."""
    late_calls: dict[Site, Site] = field(default_factory=dict)
    """A call to another call that can follow it."""

    def size(self) -> int:
        """Entries kept, for the budget."""
        return len(self.reads) + len(self.writes) + len(self.calls) + len(self.late_writes) + len(self.late_reads)


def cell_of(place: Place) -> Cell | None:
    """None for memory and for references whose target is not known; a storage parameter stands for itself.

    A struct behind a pointer that came from elsewhere (ERC-7201 storage) is one cell for each type and field.
    """
    if not place.storage:
        return None
    names = tuple(s.name for s in place.path if isinstance(s, Field) and s.name not in ("length", "push"))
    if isinstance(place.root, StateVariable):
        return (place.root, *names) if place.root.mutable else None
    if isinstance(place.root, Variable) and place.root.declaration.role == "parameter":
        return (place.root.declaration, *names)
    if isinstance(place.root, Variable | Temporary) and isinstance(place.root.type, StructType):
        return (place.root.type.struct.name, *names)
    return (str(place.root), *names) if isinstance(place.root, Slot) else None


def _in_caller(cell: Cell, call: op.InternalCall) -> Cell | None:
    """A callee's cell in the caller's terms: a storage parameter becomes the cell that was passed for it."""
    if not isinstance(cell[0], Parameter):
        return cell
    for declared, argument in zip(call.function.parameters, call.arguments, strict=False):
        if cell[0] is declared and isinstance(argument, Place):
            passed = cell_of(argument)
            return None if passed is None else (*passed, *cell[1:])
    return None


@dataclass(slots=True)
class _State:
    calls: set[Site] = field(default_factory=set)
    reads: dict[Cell, Site] = field(default_factory=dict)
    written: frozenset[Cell] | None = None
    """On every path; None before any path came."""

    def join(self, other: _State) -> bool:
        before = len(self.calls), len(self.reads), self.written
        self.calls |= other.calls
        self.reads = {**other.reads, **self.reads}
        mine, theirs = self.written, other.written
        self.written = theirs if mine is None else mine if theirs is None else mine & theirs
        return (len(self.calls), len(self.reads), self.written) != before

    def wrote(self, cells: Iterable[Cell]) -> None:
        self.written = (self.written or frozenset()) | frozenset(cells)


Callee = Callable[[op.InternalCall], "Effects | None"]


def effects(graph: Graph, callee: Callee) -> Effects:
    """Raises `BudgetExceeded` past `EVENTS_MOST`."""
    found = Effects()
    states: dict[Block, _State] = {b: _State() for b in graph.blocks}
    states[graph.entry].written = frozenset()
    pending = list(reversed(graph.blocks))
    waiting = set(pending)
    returning: dict[Block, _State] = {}
    while pending:
        block = pending.pop()
        waiting.discard(block)
        state = _State(set(states[block].calls), dict(states[block].reads), states[block].written)
        for operation in block.operations:
            _step(operation, state, found, callee)
            if found.size() > EVENTS_MOST:
                raise BudgetExceeded(f"{graph.function.qualified} has more than {EVENTS_MOST} effects to order")
        for successor in block.successors:
            if states[successor].join(state) and successor not in waiting:
                waiting.add(successor)
                pending.append(successor)
        if isinstance(block.end, Return):
            returning[block] = state
    if returning:
        ends = returning.values()
        found.always_written = frozenset.intersection(*(end.written or frozenset() for end in ends))
        for end in ends:
            found.open_reads = {**end.reads, **found.open_reads}
    return found


def _step(operation: op.AnyOperation, state: _State, found: Effects, callee: Callee) -> None:
    match operation:
        case op.Load(place=place):
            _read(cell_of(place), Site(operation), state, found)
        case op.Store(place=place, operator=how):
            cell = cell_of(place)
            if how in ("push", "pop"):
                _read(cell, Site(operation), state, found)
            _write(cell, Site(operation), state, found)
        case op.ExternalCall() | op.Create():
            _call(Site(operation), state, found)
        case op.InternalCall():
            inner = callee(operation)
            if inner is not None:
                _inline(operation, inner, state, found)
        case _:
            pass


def _read(cell: Cell | None, site: Site, state: _State, found: Effects) -> None:
    if cell is None:
        return
    found.reads.setdefault(cell, site)
    for call in state.calls:
        found.late_reads.setdefault((call, cell), site)
    state.reads.setdefault(cell, site)


def _write(cell: Cell | None, site: Site, state: _State, found: Effects) -> None:
    if cell is None:
        return
    found.writes.setdefault(cell, site)
    for call in state.calls:
        found.late_writes.setdefault((call, cell), site)
    state.wrote((cell,))
    state.reads.pop(cell, None)


def _call(site: Site, state: _State, found: Effects) -> None:
    found.calls[site] = {**state.reads, **found.calls.get(site, {})}
    _settle(site, state.written or frozenset(), found)
    for earlier in state.calls:
        found.late_calls.setdefault(earlier, site)
    state.calls.add(site)


def _settle(site: Site, written: frozenset[Cell], found: Effects) -> None:
    known = found.settled.get(site)
    found.settled[site] = written if known is None else known & written


def _all_in_caller(cells: frozenset[Cell], call: op.InternalCall) -> frozenset[Cell]:
    return frozenset(mine for cell in cells if (mine := _in_caller(cell, call)) is not None)


def _reads_in_caller(reads: dict[Cell, Site], call: op.InternalCall) -> dict[Cell, Site]:
    return {mine: site.below(call) for cell, site in reads.items() if (mine := _in_caller(cell, call)) is not None}


def _inline(call: op.InternalCall, inner: Effects, state: _State, found: Effects) -> None:
    """What the callee does happens after all that is in `state`; then its calls and reads are in it too."""
    before, written, reads_before = set(state.calls), state.written or frozenset(), dict(state.reads)
    for cell, site in inner.reads.items():
        _read(_in_caller(cell, call), site.below(call), state, found)
    for cell, site in inner.writes.items():
        _write(_in_caller(cell, call), site.below(call), state, found)
    for site, reads in inner.calls.items():
        below = site.below(call)
        settled = _all_in_caller(inner.settled.get(site, frozenset()), call)
        read = {c: r for c, r in reads_before.items() if c not in settled} | _reads_in_caller(reads, call)
        found.calls[below] = {**read, **found.calls.get(below, {})}
        _settle(below, written | settled, found)
        state.calls.add(below)
    for first in list(inner.calls)[:1]:
        for earlier in before:
            found.late_calls.setdefault(earlier, first.below(call))
    state.written = written
    always = _all_in_caller(inner.always_written, call)
    state.wrote(always)
    state.reads = _reads_in_caller(inner.open_reads, call) | {c: r for c, r in reads_before.items() if c not in always}
    for (site, cell), write in inner.late_writes.items():
        mine = _in_caller(cell, call)
        if mine is not None:
            found.late_writes.setdefault((site.below(call), mine), write.below(call))
    for (site, cell), later_read in inner.late_reads.items():
        mine = _in_caller(cell, call)
        if mine is not None:
            found.late_reads.setdefault((site.below(call), mine), later_read.below(call))
    for site, later in inner.late_calls.items():
        found.late_calls.setdefault(site.below(call), later.below(call))

"""Reentrancy locks: a flag in storage that is checked, set before the body and reset after it.

Recognised by what it does, whatever it is called: a branch on a storage cell whose other side reverts, then a
constant stored to that cell. A modifier that is named as a lock but keeps its flag where we can't follow it
(transient storage behind a library, a base that was not read) is believed by its name and marked so.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from assay.solidity.flow.analysis import Flow
from assay.solidity.flow.dominance import reachable
from assay.solidity.flow.effects import Cell, cell_of
from assay.solidity.ir import operations as op
from assay.solidity.ir.graph import Block, Branch, Graph, Revert
from assay.solidity.ir.values import Constant, Value
from assay.solidity.model.declarations import Contract, Function

_NAMED = re.compile(r"non_?reentran|no_?reentran|reentrancy_?(guard|lock)|^_?(lock|locked|mutex)$", re.IGNORECASE)
_DEPTH = 4

Dominates = Callable[[Block, Block], bool]


@dataclass(frozen=True, slots=True)
class Lock:
    """A lock that is held from `operation` on."""

    operation: op.AnyOperation
    cell: Cell | None
    """None for a lock that is believed by its name."""
    name: str


def locks(flow: Flow, function: Function, context: Contract | None, depth: int = 0) -> tuple[Lock, ...]:
    """Locks that the function takes, itself or in a function it calls first."""
    graph = flow.graph(function)
    checked: dict[Cell, Branch] = {}
    found: list[Lock] = []
    for block in graph.blocks:
        for operation in block.operations:
            match operation:
                case op.Store(place=place, value=Constant()):
                    cell = cell_of(place)
                    if cell is not None and cell in checked:
                        found.append(Lock(operation, cell, _name(cell)))
                case op.InternalCall() if depth < _DEPTH and not operation.results:
                    found += _taken_by(flow, operation, context, depth)
                case _:
                    pass
        if isinstance(block.end, Branch) and (_reverts(block.end.yes) or _reverts(block.end.no)):
            for cell in cells_behind(graph, block.end.condition):
                checked.setdefault(cell, block.end)
    return tuple(found)


def _taken_by(flow: Flow, call: op.InternalCall, context: Contract | None, depth: int) -> list[Lock]:
    target = flow.dispatch.target(call, context)
    if target is None:
        return []
    inner = locks(flow, target, context, depth + 1)
    return [Lock(call, lock.cell, lock.name) for lock in inner if len([i for i in inner if i.cell == lock.cell]) == 1]


def holds(flow: Flow, function: Function, context: Contract | None, at: op.AnyOperation) -> Lock | None:
    """The lock that is held whenever `at`, an operation of the function's own graph, runs."""
    graph = flow.graph(function)
    dominators = flow.dominators(function)
    place = graph.block_of[at]
    before = [
        lock
        for lock in locks(flow, function, context)
        if _before(dominators.dominates, graph.block_of[lock.operation], place)
    ]
    takes: dict[Cell | None, str | None] = {}
    for lock in before:
        takes.setdefault(lock.cell, _stored(lock.operation))
    for lock in reversed(before):
        # the first value stored after the check is the one that locks, any other opens
        if _stored(lock.operation) == takes[lock.cell] and not _released(flow, graph, context, lock, place):
            return lock
    return _named(graph, at)


def _stored(operation: op.AnyOperation) -> str | None:
    """The constant that a store writes; None for a call that does it."""
    return str(operation.value) if isinstance(operation, op.Store) else None


def _released(flow: Flow, graph: Graph, context: Contract | None, lock: Lock, place: tuple[Block, int]) -> bool:
    """Whether something else is written to the lock's cell on a way from where it is taken to `place`."""
    taken, at = graph.block_of[lock.operation]
    for block, index, operation in graph.operations:
        if operation is lock.operation or not _writes(flow, context, operation, lock):
            continue
        if block is place[0] and index < place[1] and not (block is taken and index < at):
            return True
        onward = reachable(block, lambda b: [s for s in b.successors if s is not taken])
        if place[0] is not taken and place[0] in onward and (block is not taken or index > at):
            return True
    return False


def _writes(flow: Flow, context: Contract | None, operation: op.AnyOperation, lock: Lock) -> bool:
    match operation:
        case op.Store(place=place):
            return cell_of(place) == lock.cell and _stored(operation) != _stored(lock.operation)
        case op.InternalCall():
            target = flow.dispatch.target(operation, context)
            return target is not None and lock.cell in flow.effects(target, context).writes
        case _:
            return False


def _before(dominates: Dominates, first: tuple[Block, int], second: tuple[Block, int]) -> bool:
    if first[0] is second[0]:
        return first[1] < second[1]
    return dominates(first[0], second[0])


def _named(graph: Graph, at: op.AnyOperation) -> Lock | None:
    for modifier in graph.modifiers:
        if _NAMED.search(modifier.name) and modifier is not at.body:
            return Lock(at, None, modifier.name)
    unread = next((gap for gap in graph.gaps if is_unread_lock(gap)), None)
    return None if unread is None else Lock(at, None, unread.split()[1])


def is_unread_lock(gap: str) -> bool:
    """Whether what was not read is a modifier that is believed, by its name, to be a lock and nothing else."""
    words = gap.split()
    return words[:1] == ["modifier"] and _NAMED.search(words[1]) is not None


def cells_behind(graph: Graph, value: Value, depth: int = 6) -> set[Cell]:
    """Storage cells that a condition is computed from."""
    found: set[Cell] = set()
    for definition in graph.definitions.get(value, []) if depth else ():
        if isinstance(definition, op.Load):
            cell = cell_of(definition.place)
            if cell is not None:
                found.add(cell)
        elif isinstance(definition, op.Arithmetic | op.Negate | op.Assign | op.Convert):
            for inner in definition.inputs:
                found |= cells_behind(graph, inner, depth - 1)
    return found


def _reverts(block: Block) -> bool:
    return isinstance(block.end, Revert)


def _name(cell: Cell) -> str:
    return str(getattr(cell[0], "name", cell[0]))

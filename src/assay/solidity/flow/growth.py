"""Which storage a stranger can lengthen without measure: arrays that he may push to, counters that he may raise."""

from __future__ import annotations

from dataclasses import dataclass

from assay.solidity.flow.analysis import Flow
from assay.solidity.flow.effects import Cell, cell_of
from assay.solidity.flow.origins import SENDER, Origin, Origins, bind, substitute
from assay.solidity.flow.principals import is_restricted
from assay.solidity.ir import operations as op
from assay.solidity.ir.graph import Branch
from assay.solidity.ir.values import Constant, Field, Key, Place, Value
from assay.solidity.model import types as t
from assay.solidity.model.declarations import Function

_ORDER = frozenset({"<", "<=", ">", ">=", "==", "!="})
_CALLERS_DEEP = 5
_TREE_MOST = 40
"""Operations read of one condition."""


@dataclass(frozen=True, slots=True)
class Growth:
    """A place in the code that makes a list longer, or a counter higher."""

    function: Function
    store: op.Store
    """The push, or the write of a length or a counter."""


def is_length(place: Place) -> bool:
    """`list.length`, as it is read or, before 0.6, written."""
    return bool(place.path) and place.path[-1] == Field("length")


def type_at(place: Place) -> t.Type | None:
    """The type of what lies at a place in a state variable; None when the path can't be followed."""
    if place.state is None:
        return None
    kind: t.Type = place.state.type
    for step in place.path:
        match kind, step:
            case (t.Mapping(_, value), Key()):
                kind = value
            case (t.Array(base), Key()):
                kind = base
            case (t.StructType(struct), Field(name)) if name in struct.fields:
                kind = struct.fields[name]
            case _:
                return None
    return kind


def grown_by_anyone(flow: Flow, place: Place) -> Growth | None:
    """The first write by which anyone can lengthen the array at `place`, or raise the counter there, without end.

    Left out: what only restricted callers reach, what a check of the same length or counter holds back (of a counter,
    also one of the clock), and entries kept for each caller apart (`list[msg.sender]`): his own, to his own cost.
    """
    cell, state = cell_of(place), place.state
    if cell is None or state is None:
        return None
    for function, store in flow.writers.get(state, ()):
        if function.kind == "constructor" or cell_of(store.place) != cell or not _grows(flow, function, store):
            continue
        who = flow.who_may(function, store)
        if who and not is_restricted(who) and not _held_back(flow, function, store, cell):
            return Growth(function, store)
    return None


def _grows(flow: Flow, function: Function, store: op.Store) -> bool:
    """A push, a longer length, or a counter that goes up by a constant; a sum of amounts is no counter."""
    if _kept_apart(flow, function, store.place):
        return False
    if store.operator in ("push", "++") or (is_length(store.place) and store.operator in ("=", "+=")):
        return True
    return store.operator in ("=", "+=") and any(
        isinstance(d, op.Arithmetic)
        and d.operator == "+"
        and isinstance(d.right, Constant)
        and cell_of(store.place) in _cells(flow, function, d.left)
        for d in flow.graph(function).definitions.get(store.value, [])
    )


def _kept_apart(flow: Flow, function: Function, place: Place) -> bool:
    keys = _in_entries(flow, function, flow.origins(function).keys_of(place), 0)
    return SENDER in keys and not any(o.kind in ("parameter", "calldata") for o in keys)


def _in_entries(flow: Flow, function: Function, origins: Origins, deep: int) -> Origins:
    """What an internal function gets as parameters, in the terms of the entries that lead to it."""
    if function.is_entry or deep > _CALLERS_DEEP or not any(o.kind == "parameter" for o in origins):
        return origins
    found = frozenset[Origin]()
    for caller, call in flow.callers.get(function, ()):
        found |= _in_entries(flow, caller, substitute(origins, bind(call, flow.origins(caller))), deep + 1)
    return found


def _held_back(flow: Flow, function: Function, store: op.Store, cell: Cell) -> bool:
    graph = flow.graph(function)
    block, _ = graph.block_of[store]
    above = set(flow.dominators(function).chain(block)) - {block.number}
    by_clock = store.operator != "push" and not is_length(store.place)
    return any(
        isinstance(b.end, Branch) and _limits(flow, function, b.end.condition, cell, by_clock)
        for b in graph.blocks
        if b.number in above
    )


def _limits(flow: Flow, function: Function, condition: Value, cell: Cell, by_clock: bool) -> bool:
    for definition in flow.graph(function).definitions.get(condition, []):
        if isinstance(definition, op.Arithmetic) and definition.operator in _ORDER:
            sides = (definition.left, definition.right)
            if any(isinstance(side, Constant) and side.text == "0" for side in sides):
                continue
            if any(cell in _cells(flow, function, side) for side in sides):
                return True
            kinds = {o.kind for side in sides for o in flow.origins(function).of(side)}
            if by_clock and {"block", "storage"} <= kinds:
                return True
    return False


def _cells(flow: Flow, function: Function, value: Value) -> set[Cell]:
    """Cells read to compute a value, within the function."""
    definitions = flow.graph(function).definitions
    found: set[Cell] = set()
    pending, seen = [value], {value}
    while pending and len(seen) < _TREE_MOST:
        for operation in definitions.get(pending.pop(), []):
            if isinstance(operation, op.Load):
                cell = cell_of(operation.place)
                if cell is not None:
                    found.add(cell)
            elif isinstance(operation, op.Assign | op.Convert | op.Arithmetic):
                pending += [i for i in operation.inputs if i not in seen]
                seen.update(operation.inputs)
    return found

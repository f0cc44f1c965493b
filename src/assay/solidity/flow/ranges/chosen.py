"""Who has a value in hand: whether its size is a caller's to choose, through arithmetic, casts and internal calls."""

from __future__ import annotations

from assay.core.errors import BudgetExceeded
from assay.solidity.flow.ranges.across import Across
from assay.solidity.flow.ranges.solve import Ranges
from assay.solidity.flow.ranges.symbols import Symbol
from assay.solidity.model import types as t
from assay.solidity.model.declarations import Function, Parameter

_CALLS_DEEP = 5
_STEPS_MOST = 400
"""Symbols looked at for one question; what is left then counts as not chosen."""
_KEEPS_SIZE = frozenset({"+", "-", "*", "/", "<<", "**"})


def chosen(across: Across, function: Function, found: Ranges, symbol: Symbol) -> tuple[str, ...]:
    """Names of the entries' parameters that set how large `symbol` is; `calldata` and `msg.value` by these names.

    What a call returned, what storage holds, and what bits or a remainder are left of a value, is not the caller's.
    """
    names: dict[str, None] = {}
    seen: set[tuple[Function, Symbol]] = set()
    # a reference is the caller's only as far as something is read from it, hence the symbols that a load goes through
    loaded: set[Symbol] = set()
    pending = [(function, found, symbol, 0)]
    steps = 0
    while pending and steps < _STEPS_MOST:
        where, facts, current, depth = pending.pop()
        steps += 1
        if (where, current) in seen:
            continue
        seen.add((where, current))
        match current.kind:
            case "parameter" if isinstance(current.what, Parameter):
                if current not in loaded and t.integer(current.what.type) is None:
                    continue
                if where.is_entry:
                    names[current.what.name or "a parameter"] = None
                elif where.kind != "constructor" and depth < _CALLS_DEEP:
                    given = _given(across, where, current.what, depth)
                    if current in loaded:
                        loaded.update(passed for _, _, passed, _ in given)
                    pending += given
            case "environment" if current.what in ("msg.value", "msg.data"):
                names[str(current.what)] = None
            case "cast":
                pending += [(where, facts, part, depth) for part in current.parts[:1]]
            case "decoded":
                loaded.update(current.parts[:1])
                pending += [(where, facts, part, depth) for part in current.parts[:1]]
            case "arithmetic" if current.what in _KEEPS_SIZE:
                parts = current.parts[:1] if current.what in ("/", "<<", "**") else current.parts
                pending += [(where, facts, part, depth) for part in parts]
            case "load" if _behind_reference(current):
                loaded.update(current.parts[:1])
                pending += [(where, facts, part, depth) for part in current.parts[:1]]
            case "join":
                pending += [(where, facts, part, depth) for part in facts.symbols.joined.get(current, ())]
    return tuple(sorted(names))


def _behind_reference(load: Symbol) -> bool:
    """Read from memory or calldata through a reference that has a symbol: `order.amount`, `values[i]`."""
    return isinstance(load.what, tuple) and load.what[0] == "memory" and load.what[1][:1] == ("[]",)


def _given(
    across: Across, function: Function, parameter: Parameter, depth: int
) -> list[tuple[Function, Ranges, Symbol, int]]:
    position = next((i for i, p in enumerate(function.parameters) if p is parameter), -1)
    try:
        calls = across.calls_of(function)
    except BudgetExceeded:
        return []
    return [
        (caller, facts, given["parameter", position], depth + 1)
        for caller, facts, _, given in calls
        if ("parameter", position) in given
    ]

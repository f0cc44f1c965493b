"""Where paths meet: only what holds on all of them is kept; what differs gets a name of its own."""

from __future__ import annotations

from collections.abc import Hashable

from assay.solidity.flow.ranges.facts import FACTS_MOST, State
from assay.solidity.flow.ranges.intervals import Interval, hull
from assay.solidity.flow.ranges.symbols import Symbol, Symbols


def join(where: int, states: list[State], symbols: Symbols, before: State | None) -> State:
    """The facts that every state has. With `before`, nothing is added to what was known then, so that loops settle."""
    found = State()
    renamed: list[dict[Symbol, list[Symbol]]] = [{} for _ in states]
    _values(where, states, symbols, found, renamed)
    _memory(where, states, symbols, found, renamed)
    _order(states, renamed, found)
    _whole(states, found)
    _bounds(states, renamed, found)
    _held(states, renamed, found)
    if before is not None:
        _only_what_was_known(found, before)
    return found


def _only_what_was_known(found: State, before: State) -> None:
    found.memory = {k: v for k, v in found.memory.items() if k in before.memory}
    found.order = {pair: k for pair, k in found.order.items() if before.order.get(pair) == k}
    found.whole = {s: None for s in found.whole if s in before.whole}
    found.held = {s: None for s in found.held if s in before.held}
    found.bounds = {s: interval for s, interval in found.bounds.items() if before.bounds.get(s) == interval}


def _values(
    where: int, states: list[State], symbols: Symbols, found: State, renamed: list[dict[Symbol, list[Symbol]]]
) -> None:
    for value in states[0].values:
        if not all(value in s.values for s in states[1:]):
            continue
        incoming = [s.values[value] for s in states]
        found.values[value] = _one((where, value), incoming, symbols, renamed)


def _one(
    where: Hashable, incoming: list[Symbol], symbols: Symbols, renamed: list[dict[Symbol, list[Symbol]]]
) -> Symbol:
    """The common symbol, or the join's; once a join, always one, so that rounds settle."""
    if ("join", where) not in symbols.known and all(s is incoming[0] for s in incoming[1:]):
        return incoming[0]
    joined = symbols.join(where, incoming)
    for names, symbol in zip(renamed, incoming, strict=True):
        if symbol is not joined:
            names.setdefault(symbol, []).append(joined)
    return joined


def _memory(
    where: int, states: list[State], symbols: Symbols, found: State, renamed: list[dict[Symbol, list[Symbol]]]
) -> None:
    for root in dict.fromkeys(r for s in states for r in s.epochs):
        epochs = [s.epochs.get(root) for s in states]
        found.epochs[root] = epochs[0] if all(e == epochs[0] for e in epochs) else ("join", where)
    for key in states[0].memory:
        if all(key in s.memory for s in states[1:]):
            found.memory[key] = _one((where, key), [s.memory[key] for s in states], symbols, renamed)


def _order(states: list[State], renamed: list[dict[Symbol, list[Symbol]]], found: State) -> None:
    candidates: dict[tuple[Symbol, Symbol], None] = {}
    for state, names in zip(states, renamed, strict=True):
        for a, b in state.order:
            for x in (a, *names.get(a, ())):
                for y in (b, *names.get(b, ())):
                    candidates[x, y] = None
    backward = [{new: old for old, news in names.items() for new in news} for names in renamed]
    for a, b in list(candidates)[: 4 * FACTS_MOST]:
        if a is b or len(found.order) >= FACTS_MOST:
            continue
        sides = [(s, back.get(a, a), back.get(b, b)) for s, back in zip(states, backward, strict=True)]
        direct = sides[0][0].order.get(sides[0][1:])
        if direct is not None and all(s.order.get((x, y)) == direct for s, x, y in sides):
            found.order[a, b] = direct
            continue
        known = [k for s, x, y in sides if (k := s.order.get((x, y))) is not None]
        for k in sorted({min(known, default=0), 0}, reverse=True):
            if all(s.at_most(x, y, k) for s, x, y in sides):
                found.order[a, b] = k
                break


def _whole(states: list[State], found: State) -> None:
    for symbol in dict.fromkeys(s for state in states for s in state.whole):
        if all(symbol in state.whole for state in states) or all(state.is_whole(symbol) for state in states):
            found.whole[symbol] = None


def _bounds(states: list[State], renamed: list[dict[Symbol, list[Symbol]]], found: State) -> None:
    backward = [{new: old for old, news in names.items() for new in news} for names in renamed]
    wanted = dict.fromkeys(s for state in states for s in state.bounds)
    wanted |= dict.fromkeys(new for back in backward for new in back)
    for symbol in wanted:
        first = states[0].bounds.get(symbol)
        unnamed = not any(symbol in back for back in backward)
        if first is not None and unnamed and all(s.bounds.get(symbol) == first for s in states):
            found.bounds[symbol] = first
            continue
        joined: Interval | None = None
        for state, back in zip(states, backward, strict=True):
            here = state.interval(back.get(symbol, symbol))
            joined = here if joined is None else hull(joined, here)
        if joined is not None and joined != (symbol.low, symbol.high):
            found.bounds[symbol] = joined


def _held(states: list[State], renamed: list[dict[Symbol, list[Symbol]]], found: State) -> None:
    backward = [{new: old for old, news in names.items() for new in news} for names in renamed]
    wanted = dict.fromkeys(s for state in states for s in state.held)
    wanted |= dict.fromkeys(new for back in backward for new in back)
    wanted |= dict.fromkeys(a for state in states for a, _ in state.order)
    for symbol in wanted:
        if all(state.is_held(back.get(symbol, symbol)) for state, back in zip(states, backward, strict=True)):
            found.held[symbol] = None

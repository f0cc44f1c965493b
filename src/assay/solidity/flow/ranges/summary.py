"""What holds between parameters and results whenever a function returns, or between parameters when it is called."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass

from assay.solidity.flow.ranges.facts import State
from assay.solidity.flow.ranges.intervals import Interval, hull
from assay.solidity.flow.ranges.symbols import Symbol

Name = tuple[str, int]
"""`("parameter", 0)`, `("result", 0)`: by position, since an override has parameters of its own."""
Formula = tuple[int, str, tuple[str, int], tuple[str, int]]
"""A result's position, the operator, and its operands: `("parameter", 0)` by position, `("number", 10)` by value."""
_NAMES_MOST = 8


@dataclass(frozen=True, slots=True)
class Summary:
    """Facts in a callee's terms."""

    order: tuple[tuple[Name, Name, int], ...] = ()
    bounds: tuple[tuple[Name, Interval], ...] = ()
    held: tuple[Name, ...] = ()
    """At most something that lies in storage."""
    formulas: tuple[Formula, ...] = ()
    """Results that are plain arithmetic on parameters and literals, checked by the callee, as SafeMath has it."""
    writes: tuple[Hashable, ...] = ()
    """Roots of the places that it may write."""

    def apply(self, named: Mapping[Name, Symbol], state: State) -> None:
        """Adds the facts to a state in which the names stand for these symbols."""
        for one, other, k in self.order:
            a, b = named.get(one), named.get(other)
            if a is not None and b is not None:
                state.set_at_most(a, b, k)
        for name, (low, high) in self.bounds:
            found = named.get(name)
            if found is not None and found.kind != "constant":
                known = state.interval(found)
                if max(low, known[0]) <= min(high, known[1]):
                    state.bounds[found] = max(low, known[0]), min(high, known[1])
                if (low, high) == (1, 1) and (found.low, found.high) == (0, 1):
                    state.learn(found, True)
        for name in self.held:
            found = named.get(name)
            if found is not None:
                state.held[found] = None


def summarise(points: Sequence[tuple[State, Mapping[Name, Symbol]]], writes: Sequence[Hashable] = ()) -> Summary:
    """What is certain at all `points`, each a state and the symbols that the names stand for there."""
    names = list(dict.fromkeys(n for _, named in points for n in named))[:_NAMES_MOST]
    names = [n for n in names if all(n in named for _, named in points)]
    order: list[tuple[Name, Name, int]] = []
    for one in names:
        for other in names:
            if one is not other:
                k = next((k for k in (1, 0) if all(s.at_most(n[one], n[other], k) for s, n in points)), None)
                if k is not None:
                    order.append((one, other, k))
    bounds: list[tuple[Name, Interval]] = []
    for name in names:
        joined: Interval | None = None
        for state, named in points:
            here = state.interval(named[name])
            joined = here if joined is None else hull(joined, here)
        if joined is not None:
            bounds.append((name, joined))
    held = [n for n in names if points and all(s.is_held(m[n]) for s, m in points)]
    return Summary(tuple(order), tuple(bounds), tuple(held), writes=tuple(writes))

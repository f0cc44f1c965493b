"""What is known at one point of a function: values of locals and places, intervals, order between values."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field

from assay.solidity.flow.ranges.intervals import Interval, exact, meet
from assay.solidity.flow.ranges.symbols import Symbol
from assay.solidity.ir.values import Value

FACTS_MOST = 80
"""Order facts kept at one point; more are not learnt (which only clears less)."""
_DEPTH = 5
_STEPS_MOST = 400
"""Steps of one proof."""

PlaceKey = tuple[Hashable, ...]
"""Root, then field names and the symbols of keys."""

COMPARISONS = frozenset({"<", ">", "<=", ">=", "==", "!="})
_OPPOSITE = {"<": ">=", ">": "<=", "<=": ">", ">=": "<", "==": "!=", "!=": "=="}


@dataclass(slots=True)
class State:
    """Facts that hold whenever control is here."""

    values: dict[Value, Symbol] = field(default_factory=dict)
    memory: dict[PlaceKey, Symbol] = field(default_factory=dict)
    epochs: dict[Hashable, Hashable] = field(default_factory=dict)
    """Per root what wrote to it last."""
    order: dict[tuple[Symbol, Symbol], int] = field(default_factory=dict)
    """(a, b) to k: a + k <= b."""
    whole: dict[Symbol, None] = field(default_factory=dict)
    """Arithmetic known not to have wrapped."""
    bounds: dict[Symbol, Interval] = field(default_factory=dict)
    held: dict[Symbol, None] = field(default_factory=dict)
    """Values that were part of a sum in storage, or at most something in storage, without a wrap."""

    def copy(self) -> State:
        """A state that can be taken further by itself."""
        return State(
            dict(self.values),
            dict(self.memory),
            dict(self.epochs),
            dict(self.order),
            dict(self.whole),
            dict(self.bounds),
            dict(self.held),
        )

    # ── asking ──────────────────────────────────────────────────────────────────────────────────────────────

    def interval(self, symbol: Symbol, depth: int = 6) -> Interval:
        """Least and greatest value that `symbol` can have here."""
        found: Interval = (symbol.low, symbol.high)
        if depth > 0:
            inner = self._computed(symbol, depth - 1)
            if inner is not None:
                fits = found[0] <= inner[0] and inner[1] <= found[1]
                if fits or symbol.checked or symbol in self.whole:
                    found = meet(found, inner)
        known = self.bounds.get(symbol)
        return found if known is None else meet(found, known)

    def exact(self, symbol: Symbol, depth: int = 6) -> Interval | None:
        """What arithmetic gives before it is fitted into its type; None when it is not followed."""
        if symbol.kind != "arithmetic" or len(symbol.parts) != 2:
            return None
        left, right = (self.interval(p, depth) for p in symbol.parts)
        found = exact(str(symbol.what), left, right)
        if found is not None and symbol.what == "-":
            gap = self.order.get((symbol.parts[1], symbol.parts[0]))
            if gap is not None:
                found = max(found[0], gap), max(found[1], gap)
        return found

    def _computed(self, symbol: Symbol, depth: int) -> Interval | None:
        return self.interval(symbol.parts[0], depth) if symbol.kind == "cast" else self.exact(symbol, depth)

    def is_whole(self, symbol: Symbol) -> bool:
        """Whether this arithmetic can't have wrapped."""
        return _Proof(self).is_whole(symbol, _DEPTH)

    def at_most(self, a: Symbol, b: Symbol, k: int = 0) -> bool:
        """Whether a + k <= b is certain."""
        return _Proof(self).at_most(a, b, k, _DEPTH)

    def is_held(self, symbol: Symbol, depth: int = 3) -> bool:
        """Whether storage accounts for this much: it is at most something that lies there, or was added to it."""
        if symbol in self.held or (symbol.kind == "load" and is_stored(symbol)):
            return True
        if depth == 0:
            return False
        if any(a is symbol and self.is_held(b, depth - 1) for a, b in self.order):
            return True
        if any(symbol in b.parts and b.what == "+" and a in b.parts and is_stored(a) for a, b in self.order):
            return True  # a sum that is no less than its part in storage did not wrap
        if symbol.kind == "cast" or (symbol.kind == "arithmetic" and symbol.what in ("/", ">>", "&", "%")):
            return self.is_held(symbol.parts[0], depth - 1)
        return symbol.what == "-" and self.is_whole(symbol) and self.is_held(symbol.parts[0], depth - 1)

    # ── learning ────────────────────────────────────────────────────────────────────────────────────────────

    def learn(self, condition: Symbol, holds: bool, depth: int = 4) -> None:
        """Takes in that a condition was met (or was not)."""
        if depth == 0:
            return
        if condition.kind != "arithmetic":
            if (condition.low, condition.high) == (0, 1):
                self.bounds[condition] = (1, 1) if holds else (0, 0)
            return
        operator, parts = str(condition.what), condition.parts
        if operator == "!" and parts:
            self.learn(parts[0], not holds, depth - 1)
        elif operator in COMPARISONS and len(parts) == 2:
            self._compare(operator if holds else _OPPOSITE[operator], parts[0], parts[1], depth)

    def _compare(self, operator: str, left: Symbol, right: Symbol, depth: int) -> None:
        match operator:
            case "<":
                self.set_at_most(left, right, 1)
            case "<=":
                self.set_at_most(left, right, 0)
            case ">":
                self.set_at_most(right, left, 1)
            case ">=":
                self.set_at_most(right, left, 0)
            case "==":
                self._same(left, right, depth)
            case "!=":
                self._different(left, right, depth)
                self._different(right, left, depth)

    def _same(self, left: Symbol, right: Symbol, depth: int) -> None:
        self.set_at_most(left, right, 0)
        self.set_at_most(right, left, 0)
        for one, other in ((left, right), (right, left)):
            if other.kind == "constant" and other.what in (0, 1) and one.high == 1:
                self.learn(one, other.what == 1, depth - 1)
            if one.kind == "arithmetic" and one.what == "/" and len(one.parts) == 2:
                product, divisor = one.parts
                if (
                    product.kind == "arithmetic"
                    and product.what == "*"
                    and sorted(p.number for p in product.parts) == sorted((divisor.number, other.number))
                ):
                    self.whole[product] = None

    def _different(self, one: Symbol, other: Symbol, depth: int) -> None:
        if other.kind != "constant" or not isinstance(other.what, int):
            return
        low, high = self.interval(one)
        if other.what == low < high:
            self.bounds[one] = low + 1, high
        elif other.what == high > low:
            self.bounds[one] = low, high - 1
        if one.high == 1 and one.low == 0:
            self.learn(one, other.what == 0, depth - 1)

    def set_at_most(self, a: Symbol, b: Symbol, k: int) -> None:
        """Takes in that a + k <= b."""
        if a is b:
            return
        (low_a, high_a), (low_b, high_b) = self.interval(a), self.interval(b)
        self.bounds[a] = meet((low_a, high_a), (low_a, high_b - k))
        self.bounds[b] = meet((low_b, high_b), (low_a + k, high_b))
        for symbol in (a, b):
            if symbol.kind == "constant":
                self.bounds.pop(symbol, None)
        self._keep(a, b, k)
        for x, more in self._shifted(a):
            for y, less in self._shifted(b):
                if x is not a or y is not b:
                    self._keep(x, y, k + more - less)
        # `c >= a` after `c = a + b`, `c <= a` after `c = a - b`: the sum or difference is what it says
        if b.kind == "arithmetic" and b.what == "+" and a in b.parts and a.low == 0:
            self.whole[b] = None
        if a.kind == "arithmetic" and a.what == "-" and a.parts[:1] == (b,) and b.low == 0:
            self.whole[a] = None

    def _keep(self, a: Symbol, b: Symbol, k: int) -> None:
        if a is not b and len(self.order) < FACTS_MOST:
            self.order[a, b] = max(k, self.order.get((a, b), k))

    def _shifted(self, symbol: Symbol) -> list[tuple[Symbol, int]]:
        """The symbol, and when it is `x + 32` or `x - 32`, x with 32 or -32: `a <= x - 32` says that a + 32 <= x."""
        found = [(symbol, 0)]
        if symbol.kind == "arithmetic" and symbol.what in ("+", "-") and len(symbol.parts) == 2:
            left, right = symbol.parts
            if right.kind == "constant" and isinstance(right.what, int) and self.is_whole(symbol):
                found.append((left, right.what if symbol.what == "+" else -right.what))
        return found


def is_stored(symbol: Symbol) -> bool:
    """Whether this is what a storage place holds."""
    return symbol.kind == "load" and isinstance(symbol.what, tuple) and symbol.what[0] == "storage"


class _Proof:
    """One search for a chain of facts, bounded in depth and steps."""

    def __init__(self, state: State) -> None:
        self.state = state
        self.left = _STEPS_MOST

    def at_most(self, a: Symbol, b: Symbol, k: int, depth: int) -> bool:
        self.left -= 1
        if a is b:
            return k <= 0
        if self.left < 0:
            return False
        if self.state.interval(a, 3)[1] + k <= self.state.interval(b, 3)[0]:
            return True
        if depth == 0:
            return False
        for (x, y), known in self.state.order.items():
            if x is a and (known >= k if y is b else self.at_most(y, b, k - known, depth - 1)):
                return True
        return self._above(a, b, k, depth - 1) or self._below(a, b, k, depth - 1)

    def is_whole(self, symbol: Symbol, depth: int) -> bool:
        """Whether the result lies in its type; by interval, by a fact, or by the order of the operands."""
        if symbol.checked or symbol in self.state.whole:
            return True
        found = self.state.exact(symbol, 4)
        if found is not None and symbol.low <= found[0] and found[1] <= symbol.high:
            return True
        self.left -= 1
        if symbol.kind != "arithmetic" or len(symbol.parts) != 2 or depth <= 0 or self.left < 0:
            return False
        left, right = symbol.parts
        match symbol.what:
            case "-":
                return symbol.low == 0 and self.at_most(right, left, 0, depth - 1)
            case "+":
                return self._fits(left, right, symbol, "-", depth) or self._fits(right, left, symbol, "-", depth)
            case "*":
                return self._fits(left, right, symbol, "/", depth) or self._fits(right, left, symbol, "/", depth)
        return False

    def _fits(self, one: Symbol, other: Symbol, whole: Symbol, operator: str, depth: int) -> bool:
        """`one <= max - other` keeps a sum whole, `one <= max / other` a product."""
        for (a, b), k in self.state.order.items():
            matches = a is one and k >= 0 and b.kind == "arithmetic" and b.what == operator and b.parts[1] is other
            if matches and self.state.interval(b.parts[0])[1] <= whole.high:
                return operator == "/" or self.is_whole(b, depth - 1)
        return False

    def _above(self, a: Symbol, b: Symbol, k: int, depth: int) -> bool:
        """Through something that `a` can't exceed."""
        if a.kind == "cast":
            return a.low == 0 and a.parts[0].low == 0 and self.at_most(a.parts[0], b, k, depth)
        if a.kind != "arithmetic" or len(a.parts) != 2 or a.low < 0:
            return False
        left, right = a.parts
        match a.what:
            case "/":
                return self.at_most(left, b, k, depth) or self._fraction(left, right, b, k, depth)
            case ">>":
                return self.at_most(left, b, k, depth)
            case "%":
                return self.at_most(right, b, k - 1, depth) or self.at_most(left, b, k, depth)
            case "&":
                return self.at_most(left, b, k, depth) or self.at_most(right, b, k, depth)
            case "-":
                return self.is_whole(a, depth) and self.at_most(left, b, k, depth)
        return False

    def _fraction(self, product: Symbol, divisor: Symbol, b: Symbol, k: int, depth: int) -> bool:
        """`x * y / z` with y <= z is at most x."""
        if product.kind != "arithmetic" or product.what != "*":
            return False
        x, y = product.parts
        return any(
            self.at_most(part, divisor, 0, min(depth, 2)) and self.at_most(whole, b, k, depth)
            for whole, part in ((x, y), (y, x))
        )

    def _below(self, a: Symbol, b: Symbol, k: int, depth: int) -> bool:
        """Through something that `b` is at least."""
        if b.kind != "arithmetic" or len(b.parts) != 2 or b.low < 0:
            return False
        left, right = b.parts
        match b.what:
            case "+" if self.is_whole(b, depth):
                return self.at_most(a, left, k, depth) or self.at_most(a, right, k, depth)
            case "*" if self.is_whole(b, depth):
                return any(
                    self.state.interval(other, 3)[0] >= 1 and self.at_most(a, one, k, depth)
                    for one, other in ((left, right), (right, left))
                )
        return False

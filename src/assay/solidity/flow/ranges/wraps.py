"""Arithmetic that can wrap and casts that can cut off, and what their results get to while that is still possible."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from assay.core.errors import BudgetExceeded
from assay.solidity.flow.ranges.facts import COMPARISONS, State
from assay.solidity.flow.ranges.solve import Ranges
from assay.solidity.flow.ranges.symbols import Symbol
from assay.solidity.ir import operations as op
from assay.solidity.ir.graph import Branch, Terminator
from assay.solidity.ir.values import Key, Value, Variable
from assay.solidity.model import types as t

WANTED_MOST = 200
"""Operations of one function whose results are followed; more is a budget exceeded."""
OPERATORS = frozenset({"+", "-", "*"})


@dataclass(frozen=True, slots=True)
class Use:
    """Where a wrapped result would matter."""

    kind: str
    """`stored`, `index` (says where something is stored), `checked` (a condition), `loop` (a loop's condition), `sent`
    (ether), `passed` (to another contract), `given` (to an internal function), `returned`."""
    at: op.AnyOperation | Terminator


@dataclass(slots=True)
class Wrap:
    """One operation that its operands' ranges and the checks around it do not keep in its type."""

    operation: op.Arithmetic
    symbol: Symbol
    certain: bool
    """It wraps whenever it runs."""
    held: tuple[bool, bool]
    """Which operands are part of an amount that storage accounts for; see `State.held`."""
    highest: tuple[int, int]
    """The most that each operand can be."""
    uses: list[Use] = field(default_factory=list)


def wraps(found: Ranges) -> tuple[Wrap, ...]:
    """All of a function, in order; an operation that is compared with its own operand checks itself and is left out."""
    candidates: dict[Symbol, Wrap] = {}
    handled: set[object] = set()
    for _, operation, state in found.walk():
        if not isinstance(operation, op.Arithmetic):
            continue
        symbol = found.result(operation, state)
        if operation.operator in COMPARISONS:
            handled |= {_shape(s) for s in _checks_itself(symbol)}
        if operation.operator not in OPERATORS or operation.checked or symbol in candidates:
            continue
        if len(symbol.parts) == 2 and not state.is_whole(symbol):
            left, right = symbol.parts
            exact = state.exact(symbol)
            certain = exact is not None and (exact[0] > symbol.high or exact[1] < symbol.low)
            candidates[symbol] = Wrap(
                operation,
                symbol,
                certain,
                (state.is_held(left), state.is_held(right)),
                (state.interval(left)[1], state.interval(right)[1]),
            )
    left_over = [w for w in candidates.values() if _shape(w.symbol) not in handled]
    if left_over:
        _uses(found, left_over)
    return tuple(left_over)


def _shape(symbol: Symbol, depth: int = 6) -> object:
    """The expression without when its places were read: a check before another balance was written is still one."""
    what = symbol.what[:2] if symbol.kind == "load" and isinstance(symbol.what, tuple) else symbol.what
    parts = () if depth == 0 else tuple(_shape(p, depth - 1) for p in symbol.parts)
    return symbol.kind, what, parts


def _checks_itself(comparison: Symbol) -> set[Symbol]:
    """`c >= a` of `c = a + b`, `c <= a` of `c = a - b`, `c / a == b` of `c = a * b`."""
    found = set()
    for one, other in (comparison.parts, comparison.parts[::-1]):
        if one.kind == "arithmetic" and one.what in ("+", "-") and other in one.parts:
            found.add(one)
        if one.kind == "arithmetic" and one.what == "/" and one.parts[0].kind == "arithmetic":
            product, divisor = one.parts
            if product.what == "*" and divisor in product.parts and other in product.parts:
                found.add(product)
    return found


@dataclass(slots=True)
class Narrowing:
    """One cast to a smaller integer type that cuts off what a larger value has more."""

    operation: op.Convert
    symbol: Symbol
    uses: list[Use] = field(default_factory=list)

    @property
    def source(self) -> Symbol:
        """What is cast."""
        return self.symbol.parts[0]


def narrowings(found: Ranges) -> tuple[Narrowing, ...]:
    """All of a function, in order; a cast whose result is compared with what was cast checks itself and is left out."""
    candidates: dict[Symbol, Narrowing] = {}
    handled: set[Symbol] = set()
    for _, operation, state in found.walk():
        if isinstance(operation, op.Arithmetic) and operation.operator in COMPARISONS:
            one, other = found.result(operation, state).parts
            handled |= {a for a, b in ((one, other), (other, one)) if a.kind == "cast" and a.parts[0] is b}
        if not isinstance(operation, op.Convert) or t.integer(operation.target.type) is None:
            continue
        symbol = found.result(operation, state)
        if symbol.kind == "cast" and symbol not in candidates and not _fits(state, symbol):
            candidates[symbol] = Narrowing(operation, symbol)
    left_over = [n for n in candidates.values() if n.symbol not in handled]
    if left_over:
        _uses(found, left_over)
    return tuple(left_over)


def _fits(state: State, cast: Symbol) -> bool:
    low, high = state.interval(cast.parts[0])
    return cast.low <= low and high <= cast.high


def _uses(found: Ranges, wanted: Sequence[Wrap | Narrowing]) -> None:
    def possible(state: State, symbol: Symbol) -> bool:
        return not (_fits(state, symbol) if symbol.kind == "cast" else state.is_whole(symbol))

    uses_of(found, [(one.symbol, one.uses) for one in wanted], possible)


def uses_of(
    found: Ranges,
    wanted: Sequence[tuple[Symbol, list[Use]]],
    counts: Callable[[State, Symbol], bool] = lambda state, symbol: True,
) -> None:
    """Fills in for each symbol where it, or what is computed from it, gets to; only where it `counts` by the facts."""
    if len(wanted) > WANTED_MOST:
        raise BudgetExceeded(f"{found.graph.function.qualified} has more than {WANTED_MOST} operations to follow")
    affected: dict[Symbol, tuple[int, ...]] = {}
    for _, operation, state in found.walk():
        for kind, value in _ends(operation, found.graph.returns):
            symbol = found.symbol(value, state)
            if symbol not in affected:
                made_of = found.symbols.made_of(symbol)
                affected[symbol] = tuple(i for i, (one, _) in enumerate(wanted) if one in made_of)
            for index in affected[symbol]:
                one, uses = wanted[index]
                if counts(state, one):
                    uses.append(Use(kind, operation))


def _ends(operation: op.AnyOperation | Terminator, returns: tuple[Variable, ...]) -> list[tuple[str, Value]]:
    match operation:
        case op.Store(place=place, value=value, operator=how) if place.storage:
            keys = [("index", step.value) for step in place.path if isinstance(step, Key)]
            return [*([] if how == "delete" else [("stored", value)]), *keys]
        case op.ExternalCall():
            sent = [] if operation.value is None else [("sent", operation.value)]
            return [*sent, *(("passed", argument) for argument in operation.arguments)]
        case op.Create():
            return [("passed", value) for value in operation.inputs]
        case op.InternalCall():
            return [("given", value) for value in operation.inputs]
        case op.Assign(target=target, value=value) if target in returns:
            return [("returned", value)]
        case Branch(condition=condition, kind=kind):
            return [("loop" if kind == "loop" else "checked", condition)]
    return []

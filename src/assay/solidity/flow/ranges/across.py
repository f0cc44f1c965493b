"""Ranges over calls: what callees guarantee when they return, what all callers guarantee when they call."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import replace
from typing import TYPE_CHECKING

from assay.core.errors import BudgetExceeded
from assay.solidity.flow.ranges.facts import State
from assay.solidity.flow.ranges.solve import Ranges, ranges
from assay.solidity.flow.ranges.summary import Formula, Name, Summary, summarise
from assay.solidity.flow.ranges.symbols import Symbol
from assay.solidity.ir import operations as op
from assay.solidity.ir.graph import Return
from assay.solidity.ir.values import Place
from assay.solidity.model.declarations import Function

if TYPE_CHECKING:
    from assay.solidity.flow.analysis import Flow

NOTHING = Summary()
_DEPTH = 8
"""Calls followed in each direction."""
_CALLERS_MOST = 20


Given = tuple[Function, Ranges, State, dict[Name, Symbol]]
"""A call: who calls, his ranges, the facts there, and what he passes."""


class Across:
    """Ranges of a project's functions, each computed once; a recursion knows nothing of itself."""

    def __init__(self, flow: Flow) -> None:
        self._flow = flow
        self._ranges: dict[Function, Ranges | BudgetExceeded] = {}
        self._summaries: dict[Function, Summary] = {}
        self._entries: dict[Function, Summary] = {}
        self._given: dict[Function, tuple[Given, ...]] = {}
        self._running: set[tuple[str, Function]] = set()

    def ranges(self, function: Function) -> Ranges:
        """Facts at every point of the function. Raises `BudgetExceeded`."""
        found = self._ranges.get(function)
        if found is None:
            try:
                found = self._solved(function, self.entry(function))
            except BudgetExceeded as error:
                found = error
            self._ranges[function] = found
        if isinstance(found, BudgetExceeded):
            raise found
        return found

    def summary(self, function: Function) -> Summary:
        """What holds whenever the function returns."""
        if function not in self._summaries:
            if ("summary", function) in self._running or len(self._running) > _DEPTH:
                return Summary(writes=self._writes(function))
            self._running.add(("summary", function))
            try:
                self._summaries[function] = self._summarise(function)
            except BudgetExceeded:
                self._summaries[function] = Summary(writes=self._writes(function))
            finally:
                self._running.discard(("summary", function))
        return self._summaries[function]

    def entry(self, function: Function) -> Summary:
        """What holds of the parameters whoever calls; nothing for what can be called from outside."""
        if function not in self._entries:
            if function.is_entry or ("entry", function) in self._running or len(self._running) > _DEPTH:
                return NOTHING
            self._running.add(("entry", function))
            try:
                self._entries[function] = self._at_calls(function)
            except BudgetExceeded:
                self._entries[function] = NOTHING
            finally:
                self._running.discard(("entry", function))
        return self._entries[function]

    def _summarise(self, function: Function) -> Summary:
        # without what callers guarantee, so that one summary serves all of them
        found = self._solved(function, NOTHING)
        points: list[tuple[State, dict[Name, Symbol]]] = []
        held: dict[Name, None] = {}
        formulas: list[Formula] = []
        for _, end, state in found.walk():
            if state.order:
                held.update({n: None for n, s in found.parameters.items() if n not in held and state.is_held(s)})
            if isinstance(end, Return):
                named: dict[Name, Symbol] = dict(found.parameters)
                named |= {("result", i): found.symbol(v, state) for i, v in enumerate(found.graph.returns)}
                points.append((state.copy(), named))
                formulas += _formulas(found, named, state)
        # NOTE: held on one path counts for all. Callers branch on the same condition (`from != address(0)`) again, and
        # which paths belong together is not followed; `held` is a hint about accounting, never a bound.
        return replace(summarise(points, self._writes(function)), held=tuple(held), formulas=tuple(formulas))

    def _solved(self, function: Function, entry: Summary) -> Ranges:
        context = self._flow.dispatch.home(function.contract)

        def callee(call: op.InternalCall) -> Summary:
            target = self._flow.dispatch.target(call, context)
            return NOTHING if target is None else self.summary(target)

        return ranges(self._flow.graph(function), callee, entry)

    def _writes(self, function: Function) -> tuple[Hashable, ...]:
        try:
            cells = self._flow.effects(function).writes
        except BudgetExceeded:
            return ()
        return tuple(dict.fromkeys(cell[0] for cell in cells))

    def _at_calls(self, function: Function) -> Summary:
        return summarise([(state, given) for _, _, state, given in self.calls_of(function)])

    def calls_of(self, function: Function) -> tuple[Given, ...]:
        """Every internal call of the function; none when there are more than are worth following."""
        if function not in self._given:
            self._given[function] = ()
            self._given[function] = self._calls_of(function)
        return self._given[function]

    def _calls_of(self, function: Function) -> tuple[Given, ...]:
        callers = self._flow.callers.get(function, [])
        if len(callers) > _CALLERS_MOST:
            return ()
        points: list[Given] = []
        for caller in dict.fromkeys(c for c, _ in callers):
            calls = {call for c, call in callers if c is caller}
            found = self.ranges(caller)
            for _, operation, state in found.walk():
                if isinstance(operation, op.InternalCall) and operation in calls:
                    given: dict[Name, Symbol] = {
                        ("parameter", i): found.symbol(a, state)
                        for i, a in enumerate(operation.arguments)
                        if not isinstance(a, Place)
                    }
                    points.append((caller, found, state.copy(), given))
        return tuple(points)


def _formulas(found: Ranges, named: dict[Name, Symbol], state: State) -> list[Formula]:
    operands = {symbol: name for name, symbol in named.items() if name[0] == "parameter"}
    formulas: list[Formula] = []
    for (kind, position), symbol in named.items():
        made = _without_shortcut(found, symbol) if kind == "result" else None
        if made is None or not (made.what == "/" or state.is_whole(made)):
            continue
        operands |= {p: ("number", p.what) for p in made.parts if p.kind == "constant" and isinstance(p.what, int)}
        if all(p in operands for p in made.parts):
            left, right = made.parts
            formulas.append((position, str(made.what), operands[left], operands[right]))
    return formulas


def _without_shortcut(found: Ranges, symbol: Symbol) -> Symbol | None:
    """`a == 0 ? 0 : a * b` is a * b."""
    incoming = found.symbols.joined.get(symbol, {symbol: None})
    made = [s for s in incoming if s.kind == "arithmetic" and s.what in ("+", "-", "*", "/") and len(s.parts) == 2]
    rest = [s for s in incoming if s not in made]
    if len(made) == 1 and (not rest or (made[0].what == "*" and all(s.what == 0 for s in rest))):
        return made[0]
    return None

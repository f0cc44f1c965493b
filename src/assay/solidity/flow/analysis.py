"""Everything about data and control flow in a project, computed when first asked and kept."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from functools import cached_property
from typing import TypeVar

from assay.core.errors import BudgetExceeded
from assay.solidity.flow import effects as order
from assay.solidity.flow import principals as who
from assay.solidity.flow.conditions import Principal, Reader
from assay.solidity.flow.dispatch import Dispatch
from assay.solidity.flow.dominance import Dominators, Loop, dominators, loops
from assay.solidity.flow.memo import Memo
from assay.solidity.flow.origins import Origin, OriginMap, Origins, substitute
from assay.solidity.flow.principals import EVERYONE, Principals
from assay.solidity.flow.ranges.across import Across
from assay.solidity.ir import operations as op
from assay.solidity.ir.build.function import build
from assay.solidity.ir.graph import Block, Graph, Return
from assay.solidity.ir.values import Value
from assay.solidity.model.declarations import Contract, Function, Parameter, StateVariable
from assay.solidity.model.project import Project

T = TypeVar("T")


class Flow:
    """Facts per function, and per function in a contract (`context`) where virtual calls decide.

    Everything may raise `BudgetExceeded`; the same question then raises again at once.
    """

    def __init__(self, project: Project) -> None:
        self.project = project
        self.dispatch = Dispatch(project)
        self.receivers: dict[op.ExternalCall, Origins] = {}
        """Where each call's receiver comes from, in the terms of the function that holds it; filled by `origins`."""
        self._memo = Memo()
        self._keep, self._guarded = self._memo.keep, self._memo.guarded

    def keep(self, name: Hashable, make: Callable[[], T]) -> T:
        """A fact that others derive, made once; `name` tells it from all others, and says what it is about."""
        return self._keep(("project", name), make)

    def graph(self, function: Function) -> Graph:
        """Basic blocks, modifiers inlined."""
        return self._keep(("graph", function), lambda: build(function))

    def dominators(self, function: Function) -> Dominators:
        """Which block is on every path to which."""
        return self._keep(("dominators", function), lambda: dominators(self.graph(function)))

    def loops(self, function: Function) -> tuple[Loop, ...]:
        """Natural loops, outermost header first."""
        return self._keep(("loops", function), lambda: loops(self.graph(function), self.dominators(function)))

    def origins(self, function: Function, context: Contract | None = None) -> OriginMap:
        """Origins of the function's values; `context` defaults to the contract it would be deployed in."""
        context = context or self.dispatch.home(function.contract)
        key = ("origins", function, context)

        def make() -> OriginMap:
            found = OriginMap(self.graph(function), lambda call: self.returned(call, context))
            for _, _, operation in found.graph.operations:
                if isinstance(operation, op.ExternalCall):
                    self.receivers[operation] = self.receivers.get(operation, frozenset()) | found.of(
                        operation.receiver
                    )
            return found

        return self._keep(key, make)

    def returned(self, call: op.InternalCall, context: Contract | None) -> tuple[Origins, ...] | None:
        """Origins of a call's results in the callee's own terms; empty sets inside a recursion."""
        function = self.dispatch.target(call, context)
        if function is None:
            return None
        empty: tuple[Origins, ...] = tuple(frozenset() for _ in function.returns)

        def make() -> tuple[Origins, ...]:
            found = self.origins(function, context)
            # an override has parameters of its own; the caller knows those of the function it names
            named = {
                mine: frozenset({Origin("parameter", theirs)})
                for mine, theirs in zip(function.parameters, call.function.parameters, strict=False)
            }
            return tuple(substitute(found.of(r), named) for r in found.graph.returns)

        return self._guarded(("returned", function, call.function, context), make, empty)

    @cached_property
    def ranges(self) -> Across:
        """Intervals of integers and order between them, for functions that ask."""
        return Across(self)

    def effects(self, function: Function, context: Contract | None = None) -> order.Effects:
        """What it does and in which order, internal calls included."""
        context = context or self.dispatch.home(function.contract)

        def callee(call: op.InternalCall) -> order.Effects | None:
            target = self.dispatch.target(call, context)
            return None if target is None else self.effects(target, context)

        key = ("effects", function, context)
        return self._guarded(key, lambda: order.effects(self.graph(function), callee), order.Effects())

    def reader(
        self, function: Function, context: Contract | None = None, bound: Mapping[Parameter, Origins] | None = None
    ) -> Reader:
        """Reads what conditions in the function say about the caller; `bound`: what its parameters are, when known."""
        context = context or self.dispatch.home(function.contract)

        def callee(call: op.InternalCall) -> tuple[Graph, OriginMap] | None:
            target = self.dispatch.target(call, context)
            return None if target is None else (self.graph(target), self.origins(target, context))

        return Reader(
            self.graph(function), self.origins(function, context), callee, bound, is_ledger=self.ledgers.__contains__
        )

    def principals(
        self,
        function: Function,
        context: Contract | None = None,
        bound: Mapping[Parameter, Origins] | None = None,
    ) -> dict[Block, Principals]:
        """Who can be at each block of the function when anyone may call it, with parameters as `bound` has them."""
        context = context or self.dispatch.home(function.contract)
        key = ("principals", function, context, _key(function, bound))

        def make() -> dict[Block, Principals]:
            reader = self.reader(function, context, bound)
            return who.principals(self.graph(function), reader, lambda call: self.returning(call, context, reader))

        return self._keep(key, make)

    def returning(self, call: op.InternalCall, context: Contract | None, caller: Reader) -> Principals | None:
        """Who can come back from a callee that checks its caller; None when it lets everyone back."""
        function = self.dispatch.target(call, context)
        if function is None:
            return frozenset({Principal("hook", call.function.name)}) if _is_hook(call) else None
        bound = caller.binding(call, function)

        def make() -> Principals | None:
            reader = self.reader(function, context, bound)
            places = self.principals(function, context, bound)
            found = who.who_returns(self.graph(function), places, lambda c: self.returning(c, context, reader))
            return None if found == EVERYONE else found

        question = ("returning", function, context)
        return self._guarded((*question, _key(function, bound)), make, None, question)

    def never_returns(self, function: Function, context: Contract | None) -> bool:
        """Whether every way through a function reverts or ends the call: `function fail() { revert(…); }`."""

        def make() -> bool:
            pending, seen = [self.graph(function).entry], set[Block]()
            while pending:
                block = pending.pop()
                if block in seen or self.ends_in_callee(block, context):
                    continue
                seen.add(block)
                if isinstance(block.end, Return):
                    return False
                pending += block.successors
            return True

        return self._guarded(("never returns", function, context), make, False)

    def ends_in_callee(self, block: Block, context: Contract | None) -> bool:
        """Whether one of the block's calls never returns, so that nothing after it runs."""
        targets = [self.dispatch.target(o, context) for o in block.operations if isinstance(o, op.InternalCall)]
        return any(target is not None and self.never_returns(target, context) for target in targets)

    def who_at(self, function: Function, way: Sequence[op.AnyOperation], context: Contract | None = None) -> Principals:
        """Who can get from an open call of `function` along `way`: internal calls, then an operation."""
        context = context or self.dispatch.home(function.contract)
        allowed, bound = EVERYONE, None
        for operation in way:
            allowed = who.narrow(allowed, self._local(function, operation, context, bound))
            if isinstance(operation, op.InternalCall):
                target = self.dispatch.target(operation, context)
                if target is None:
                    break
                bound, function = self.reader(function, context, bound).binding(operation, target), target
        return allowed

    @cached_property
    def ledgers(self) -> frozenset[StateVariable]:
        """State variables whose entries are computed from what was there: amounts that come and go."""
        return frozenset(
            state
            for state, stores in self.writers.items()
            if any(s.operator in ("+=", "-=") or self._is_sum(f, s.value, state) for f, s in stores)
        )

    def _is_sum(self, function: Function, value: Value, state: StateVariable) -> bool:
        """Computed from an entry of `state`, here or in a function called for it: `earned[a] = due(a)`."""
        graph, context = self.graph(function), self.dispatch.home(function.contract)
        if _computed_from(graph, value, state):
            return True
        called = [d for d in graph.definitions.get(value, ()) if isinstance(d, op.InternalCall)]
        inner = [self.graph(t) for call in called if (t := self.dispatch.target(call, context)) is not None]
        return any(_computed_from(g, returned, state) for g in inner for returned in g.returns)

    @cached_property
    def callers(self) -> dict[Function, list[tuple[Function, op.InternalCall]]]:
        """For each function, who calls it internally; a virtual call counts for everything that may override it."""
        found: dict[Function, list[tuple[Function, op.InternalCall]]] = {}
        for caller in self.project.functions:
            try:
                operations = self.graph(caller).operations
            except BudgetExceeded:
                continue
            for _, _, operation in operations:
                if isinstance(operation, op.InternalCall):
                    for target in self._possible(caller, operation):
                        found.setdefault(target, []).append((caller, operation))
        return found

    @cached_property
    def writers(self) -> dict[StateVariable, list[tuple[Function, op.Store]]]:
        """For each state variable the functions whose own code stores to it (or to what hangs from it)."""
        found: dict[StateVariable, list[tuple[Function, op.Store]]] = {}
        for function in self.project.functions:
            try:
                operations = self.graph(function).operations
            except BudgetExceeded:
                continue
            for _, _, operation in operations:
                if isinstance(operation, op.Store) and operation.place.state is not None:
                    found.setdefault(operation.place.state, []).append((function, operation))
        return found

    def _possible(self, caller: Function, call: op.InternalCall) -> list[Function]:
        contexts: list[Contract | None] = [caller.contract]
        if caller.contract is not None and (call.virtual or call.is_super):
            contexts += self.dispatch.derived(caller.contract)
        return list(dict.fromkeys(f for c in contexts if (f := self.dispatch.target(call, c)) is not None))

    def who_may(self, function: Function, operation: op.AnyOperation | None = None) -> Principals:
        """Who can make `operation` (or the function's body) run, from outside, over all entries that lead there.

        An empty set means that no entry leads there. Checks in callers count.
        """
        context = self.dispatch.home(function.contract)
        here = self._local(function, operation, context)
        return here if function.is_entry else self._via_callers(function, here)

    def _local(
        self,
        function: Function,
        operation: op.AnyOperation | None,
        context: Contract | None,
        bound: Mapping[Parameter, Origins] | None = None,
    ) -> Principals:
        if operation is None:
            return EVERYONE
        block, _ = self.graph(function).block_of[operation]
        before = self.principals(function, context, bound).get(block, frozenset())
        reader = self.reader(function, context, bound)
        return who.at_end(block, before, lambda call: self.returning(call, context, reader), operation)

    def _via_callers(self, function: Function, here: Principals) -> Principals:
        if who.is_restricted(here):
            return here
        nobody: Principals = frozenset()
        reached = self._guarded(("reached", function), lambda: self._reached(function), nobody)
        return who.narrow(reached, here) if here != EVERYONE else reached

    def _reached(self, function: Function) -> Principals:
        joined: Principals = frozenset()
        for caller, call in self.callers.get(function, ()):
            joined |= self.who_may(caller, call)
        return joined


def _key(function: Function, bound: Mapping[Parameter, Origins] | None) -> tuple[Origins | None, ...]:
    """What tells one binding of a function's parameters from another."""
    return () if bound is None else tuple(bound.get(p) for p in function.parameters)


def _is_hook(call: op.InternalCall) -> bool:
    """A call for its effect of a function that an abstract contract leaves open: often the check itself."""
    owner = call.function.contract
    return not call.results and owner is not None and owner.kind == "abstract"


def _computed_from(graph: Graph, value: Value, state: StateVariable) -> bool:
    """Whether something is added to (or taken from) an entry of `state` on the way to `value`; a move is no sum."""
    pending = [(value, False)]
    seen = set(pending)
    while pending:
        current, summed = pending.pop()
        for definition in graph.definitions.get(current, ()):
            if isinstance(definition, op.Load):
                if summed and definition.place.state is state:
                    return True
            elif not isinstance(definition, op.ExternalCall):
                adds = isinstance(definition, op.InternalCall) or (
                    isinstance(definition, op.Arithmetic) and definition.operator in ("+", "-")
                )
                onward = [(v, summed or adds) for v in definition.inputs]
                pending += [each for each in onward if each not in seen]
                seen.update(onward)
    return False

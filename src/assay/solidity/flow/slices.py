"""What a value is computed from: every operation behind it, through callees, callers and, when asked, storage.

Where `flow.origins` says from what kind of thing a value comes, a slice says through which operations it went.
Insensitive to the order of statements; keys and indices are not followed, only what is stored under them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import cast

from assay.core.errors import BudgetExceeded
from assay.solidity.flow.analysis import Flow
from assay.solidity.ir import operations as op
from assay.solidity.ir.graph import Branch, Graph, Return
from assay.solidity.ir.values import Environment, Field, Place, Temporary, Value, Variable
from assay.solidity.model.declarations import Contract, Function, Parameter, StateVariable

PIECES_MOST = 3_000
"""Operations in one slice; more is a budget exceeded."""
_CALLS_DEEP = 4
"""Calls inside calls that are entered; of a deeper one the arguments count."""
CALLERS_MOST = 8
"""A function with more callers is a general helper: what it is given says nothing about it."""
_STORED_DEEP = 2
"""A value loaded is followed to what was stored, and from there once more."""

Stop = Callable[[Function, op.AnyOperation], bool]


@dataclass(frozen=True, slots=True)
class Slice:
    """Everything found, nearest first."""

    operations: tuple[tuple[Function, op.AnyOperation], ...]
    """With the function whose graph holds each."""
    environment: tuple[tuple[Function, op.AnyOperation | None, str], ...]
    """Environment values by name, with the operation that reads each (None: the sliced value itself)."""
    parameters: tuple[Parameter, ...]
    """Of entries: what a caller from outside passes."""
    state: tuple[StateVariable, ...]
    """Loaded on the way, whether followed further or not."""
    passed: frozenset[tuple[Function, Value]]
    """Each value on the way, in its function."""

    def each(self, kind: type[op.Operation]) -> Iterator[op.AnyOperation]:
        """Operations of one kind."""
        return (operation for _, operation in self.operations if isinstance(operation, kind))


@dataclass(frozen=True, slots=True)
class _Frame:
    function: Function
    context: Contract | None
    calls: tuple[op.InternalCall, ...] = ()
    """That led here from the frame's root, outermost first; the last one's arguments are this frame's parameters."""
    above: _Frame | None = None
    stored: int = 0


_Item = tuple[_Frame, Value, tuple[str, ...]]
"""A value in its frame, and the fields of it that matter (all, when empty)."""


def backward(
    flow: Flow,
    function: Function,
    context: Contract | None,
    value: Value,
    *,
    stored: bool = False,
    stop: Stop = lambda _function, _operation: False,
) -> Slice:
    """The slice of `value` in `function`. `stored`: go on from a state variable to what is written to it.

    An operation for which `stop` holds is left out, with all that is only behind it. Raises `BudgetExceeded`.
    """
    return _Slicer(flow, stored, stop).run(_Frame(function, context), value)


def downstream(graph: Graph, value: Value) -> frozenset[Value]:
    """Locals and temporaries of one function that `value` has a part in, as operand or as key; itself included."""
    found: set[Value] = {value}
    pending: list[Value] = [value]
    while pending:
        for use in graph.uses.get(pending.pop(), ()):
            if isinstance(use, Branch | Return):
                continue
            targets: tuple[Value, ...] = use.outputs
            if isinstance(use, op.Store) and isinstance(use.place.root, Variable | Temporary):
                targets = (use.place.root,)
            fresh = [target for target in targets if target not in found]
            found.update(fresh)
            pending += fresh
    return frozenset(found)


class _Slicer:
    def __init__(self, flow: Flow, stored: bool, stop: Stop) -> None:
        self.flow, self.stored, self.stop = flow, stored, stop
        self.operations: dict[tuple[Function, op.AnyOperation], None] = {}
        self.environment: dict[tuple[Function, op.AnyOperation | None, str], None] = {}
        self.parameters: dict[Parameter, None] = {}
        self.state: dict[StateVariable, None] = {}
        self.passed: dict[tuple[Function, Value], None] = {}
        self._memory: dict[Function, dict[Value, list[op.Store]]] = {}

    def run(self, frame: _Frame, value: Value) -> Slice:
        if isinstance(value, Environment):
            self.environment[frame.function, None, value.name] = None
        pending: list[_Item] = [(frame, value, ())]
        seen = set(pending)
        while pending:
            for item in self._behind(*pending.pop()):
                if item not in seen:
                    seen.add(item)
                    pending.append(item)
            if len(seen) > PIECES_MOST:
                raise BudgetExceeded(f"a value in {frame.function.qualified} comes from more than {PIECES_MOST} places")
        return Slice(
            tuple(self.operations),
            tuple(self.environment),
            tuple(self.parameters),
            tuple(self.state),
            frozenset(self.passed),
        )

    def _behind(self, frame: _Frame, value: Value, fields: tuple[str, ...]) -> Iterator[_Item]:
        self.passed[frame.function, value] = None
        graph = self.flow.graph(frame.function)
        if value in graph.parameters and isinstance(value, Variable):
            yield from self._passed(frame, value.declaration, fields)
        for operation in graph.definitions.get(value, ()):
            yield from self._operation(frame, operation, value, fields)
        for store in self._stores(frame.function).get(value, ()):
            yield from self._inputs(frame, store, (store.value,), ())

    def _stores(self, function: Function) -> dict[Value, list[op.Store]]:
        """Stores into the memory that each local refers to."""
        found = self._memory.get(function)
        if found is None:
            found = self._memory[function] = {}
            for _, _, operation in self.flow.graph(function).operations:
                if isinstance(operation, op.Store) and not operation.place.storage:
                    found.setdefault(cast(Value, operation.place.root), []).append(operation)
        return found

    def _operation(
        self, frame: _Frame, operation: op.AnyOperation, value: Value, fields: tuple[str, ...]
    ) -> Iterator[_Item]:
        if self.stop(frame.function, operation):
            return
        match operation:
            case op.Load(place=place) | op.Refer(place=place):
                self.operations[frame.function, operation] = None
                yield from self._place(frame, place, fields)
            case op.InternalCall():
                self.operations[frame.function, operation] = None
                yield from self._into(frame, operation, value, fields)
            case op.Compute(name=name, arguments=arguments) if name.startswith("struct.") and fields:
                yield from self._inputs(frame, operation, _members(operation, fields[0]) or arguments, fields[1:])
            case op.Assign() | op.Convert():
                yield from self._inputs(frame, operation, operation.inputs, fields)
            case _:
                yield from self._inputs(frame, operation, operation.inputs, ())

    def _inputs(
        self, frame: _Frame, operation: op.AnyOperation, values: tuple[Value, ...], fields: tuple[str, ...]
    ) -> Iterator[_Item]:
        self.operations[frame.function, operation] = None
        for value in values:
            if isinstance(value, Environment):
                self.environment[frame.function, operation, value.name] = None
            yield frame, value, fields

    def _place(self, frame: _Frame, place: Place, fields: tuple[str, ...]) -> Iterator[_Item]:
        wanted = _fields(place) + fields
        if isinstance(place.root, StateVariable):
            self.state[place.root] = None
            if self.stored and frame.stored < _STORED_DEEP:
                for writer, store in self.flow.writers.get(place.root, ()):
                    written = _fields(store.place)
                    if written == wanted[: len(written)]:
                        home = self.flow.dispatch.home(writer.contract)
                        root = _Frame(writer, home, stored=frame.stored + 1)
                        yield from self._inputs(root, store, (store.value,), wanted[len(written) :])
        elif isinstance(place.root, Variable | Temporary):
            yield frame, place.root, wanted

    def _into(self, frame: _Frame, call: op.InternalCall, value: Value, fields: tuple[str, ...]) -> Iterator[_Item]:
        target = self.flow.dispatch.target(call, frame.context)
        if target is None or len(frame.calls) >= _CALLS_DEEP or call in frame.calls:
            yield from self._inputs(frame, call, call.inputs, ())
            return
        inner = _Frame(target, frame.context, (*frame.calls, call), frame, frame.stored)
        returns = self.flow.graph(target).returns
        for result, returned in zip(call.results, returns, strict=False):
            if result == value:
                yield inner, returned, fields

    def _passed(self, frame: _Frame, parameter: Parameter, fields: tuple[str, ...]) -> Iterator[_Item]:
        """A parameter: the argument of the call that led here, of every call when none did, or a stranger's."""
        if frame.above is not None:
            yield from self._argument(frame.above, frame.calls[-1], frame.function, parameter, fields)
            return
        if frame.function.is_entry:
            self.parameters[parameter] = None
        callers = self.flow.callers.get(frame.function, [])
        for caller, call in callers if len(callers) <= CALLERS_MOST else ():
            home = self.flow.dispatch.home(caller.contract)
            yield from self._argument(
                _Frame(caller, home, stored=frame.stored), call, frame.function, parameter, fields
            )

    def _argument(
        self, frame: _Frame, call: op.InternalCall, callee: Function, parameter: Parameter, fields: tuple[str, ...]
    ) -> Iterator[_Item]:
        for declared, argument in zip(callee.parameters, call.arguments, strict=False):
            if declared is parameter:
                if isinstance(argument, Place):
                    yield from self._place(frame, argument, fields)
                else:
                    yield from self._inputs(frame, call, (argument,), fields)


def _fields(place: Place) -> tuple[str, ...]:
    return tuple(step.name for step in place.path if isinstance(step, Field))


def _members(built: op.Compute, field: str) -> tuple[Value, ...]:
    """The argument of a struct's literal that becomes `field`; empty when that is not said."""
    names = getattr(built.node, "names", ())
    order = tuple(names) or _declared(built)
    return tuple(a for name, a in zip(order, built.arguments, strict=False) if name == field)


def _declared(built: op.Compute) -> tuple[str, ...]:
    struct = getattr(built.results[0].type, "struct", None) if built.results else None
    return tuple(struct.fields) if struct is not None else ()

"""The analysis of one function: each operation's effect on the facts, joined over all paths until nothing changes."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass, field

from assay.core.errors import BudgetExceeded
from assay.solidity.flow.ranges.facts import COMPARISONS, PlaceKey, State, is_stored
from assay.solidity.flow.ranges.join import join
from assay.solidity.flow.ranges.numbers import constant_number
from assay.solidity.flow.ranges.summary import Name, Summary
from assay.solidity.flow.ranges.symbols import WORD, Symbol, Symbols, bounds_of
from assay.solidity.ir import operations as op
from assay.solidity.ir.graph import Block, Branch, Graph, Terminator
from assay.solidity.ir.values import Constant, Environment, Field, Nothing, Place, Slot, Temporary, Value, Variable
from assay.solidity.model import types as t
from assay.solidity.model.declarations import StateVariable

STEPS_MOST = 60_000
"""Operations passed over all rounds of one function."""
_VISITS_MOST = 6
"""Rounds over a block that may teach something new about it; after them facts are only given up."""
_ROUNDS_MOST = 60
_ETHER_MOST = 2**96 - 1
"""Wei: more than will ever exist."""
_TIME_MOST = 2**40 - 1
_LENGTH_MOST = 2**64 - 1
_ENVIRONMENT = {
    "msg.value": (0, _ETHER_MOST),
    "block.timestamp": (1, _TIME_MOST),
    "block.number": (1, _TIME_MOST),
}

Callee = Callable[[op.InternalCall], Summary]


@dataclass(slots=True, eq=False)
class Ranges:
    """Facts at each block's start; `walk` gives them at each operation."""

    graph: Graph
    symbols: Symbols
    before: dict[Block, State]
    _callee: Callee
    _numbers: dict[op.AnyOperation, int]
    parameters: dict[Name, Symbol] = field(default_factory=dict)
    """What each parameter is when the function starts."""
    _temporaries: dict[Temporary, Symbol] = field(default_factory=dict)

    def walk(self) -> Iterator[tuple[Block, op.AnyOperation | Terminator, State]]:
        """Every operation and block end with the facts before it, in block order; copy a state to keep it."""
        for block in self.graph.blocks:
            if block not in self.before or block.end is None:
                continue
            state = self.before[block].copy()
            for operation in block.operations:
                yield block, operation, state
                self.step(operation, state)
            yield block, block.end, state

    def symbol(self, value: Value, state: State) -> Symbol:
        """The symbol of an operand."""
        match value:
            case Constant():
                return self.symbols.constant(value)
            case Environment(name=name):
                return self.symbols.of("environment", name, (), _ENVIRONMENT.get(name, bounds_of(value.type)))
            case Temporary() if value in self._temporaries:
                return self._temporaries[value]
            case Variable() | Temporary():
                found = state.values.get(value)
                if found is None:
                    found = state.values[value] = self.symbols.of("value", value, (), bounds_of(value.type))
                return found
            case Nothing():
                return self.symbols.of("value", value.because, (), bounds_of(value.type))

    def result(self, operation: op.Arithmetic | op.Convert, state: State) -> Symbol:
        """The symbol that an arithmetic operation or cast gives, asked with the facts before it."""
        if isinstance(operation, op.Convert):
            return self._cast(operation, state)
        parts = (self.symbol(operation.left, state), self.symbol(operation.right, state))
        kind = operation.target.type
        bounds = (0, 1) if operation.operator in COMPARISONS else _wide_enough(bounds_of(kind), parts)
        return self.symbols.of("arithmetic", operation.operator, parts, bounds, operation.checked)

    def formula(self, call: op.InternalCall, position: int, state: State) -> Symbol | None:
        """A call's result as the arithmetic that it is, asked with the facts before it; None for any other callee."""
        for result, operator, left, right in self._callee(call).formulas:
            one, other = self._operand(left, call, state), self._operand(right, call, state)
            if result == position and one is not None and other is not None:
                bounds = bounds_of(call.results[position].type)
                return self.symbols.of("arithmetic", operator, (one, other), bounds, True)
        return None

    def _operand(self, name: Name, call: op.InternalCall, state: State) -> Symbol | None:
        kind, number = name
        if kind == "number":
            return self.symbols.number(number)
        argument = call.arguments[number] if number < len(call.arguments) else None
        return None if argument is None or isinstance(argument, Place) else self.symbol(argument, state)

    def step(self, operation: op.AnyOperation, state: State) -> None:
        """What an operation changes."""
        match operation:
            case op.Assign(target=target, value=value):
                self._set(target, self.symbol(value, state), state)
            case op.Convert(target=target):
                self._set(target, self.result(operation, state), state)
            case op.Arithmetic(target=target):
                symbol = self.result(operation, state)
                self._set(target, symbol, state)
                if operation.checked:
                    _account(symbol, state)
            case op.Negate(target=target, operator=operator, value=value):
                parts = (self.symbol(value, state),)
                self._set(target, self.symbols.of("arithmetic", operator, parts, bounds_of(target.type)), state)
            case op.Load(target=target, place=place):
                self._set(target, self._load(place, target.type, state), state)
            case op.Store(place=place, value=value, operator=how):
                self._store(place, self.symbol(value, state), how, operation, state)
            case op.InternalCall():
                self._internal(operation, state)
            case op.Compute(results=results, name="abi.decode", arguments=arguments):
                encoded = tuple(self.symbol(a, state) for a in arguments)
                for position, target in enumerate(results):
                    symbol = self.symbols.of("decoded", position, encoded, bounds_of(target.type))
                    self._set(target, symbol, state)
            case _:
                # NOTE: a call that leaves is taken to leave storage as it is: that it may not is reentrancy's question
                for target in operation.outputs:
                    self._set(target, self._opaque(operation, target), state)

    def key(self, place: Place, state: State) -> PlaceKey:
        """A place by what its keys are worth."""
        root: Hashable = place.root
        if isinstance(place.root, Variable | Temporary):
            root = self.symbol(place.root, state)
        elif isinstance(place.root, Slot):
            root = ("slot", self.symbol(place.root.value, state))
        steps = tuple(s.name if isinstance(s, Field) else self.symbol(s.value, state) for s in place.path)
        return (root, *steps)

    def _set(self, target: op.Target, symbol: Symbol, state: State) -> None:
        if isinstance(target, Temporary) and len(self.graph.definitions.get(target, ())) == 1:
            self._temporaries[target] = symbol
        else:
            state.values[target] = symbol

    def _opaque(self, operation: op.AnyOperation, target: op.Target) -> Symbol:
        return self.symbols.of("value", (self._numbers[operation], target), (), bounds_of(target.type))

    def _cast(self, operation: op.Convert, state: State) -> Symbol:
        inner = self.symbol(operation.value, state)
        low, high = bounds_of(operation.target.type)
        if (low, high) == WORD or (low <= inner.low and inner.high <= high):
            return inner
        return self.symbols.of("cast", (low, high), (inner,), (low, high))

    def _load(self, place: Place, kind: t.Type, state: State) -> Symbol:
        if isinstance(place.root, StateVariable) and not place.path:
            number = constant_number(place.root)
            if number is not None:
                return self.symbols.number(number)
        key = self.key(place, state)
        found = state.memory.get(key)
        if found is None:
            is_length = isinstance(place.path[-1], Field) and place.path[-1].name == "length" if place.path else False
            bounds = (0, _LENGTH_MOST) if is_length else bounds_of(kind)
            parts = tuple(step for step in key if isinstance(step, Symbol))
            names = tuple("[]" if isinstance(step, Symbol) else step for step in key)
            what = ("storage" if place.storage else "memory", names, state.epochs.get(key[0]))
            found = state.memory[key] = self.symbols.of("load", what, parts, bounds)
        return found

    def _store(self, place: Place, value: Symbol, how: str, operation: op.AnyOperation, state: State) -> None:
        key = self.key(place, state)
        self._forget(key, self._numbers[operation], state)
        if how == "delete" and place.path == () and not isinstance(value.what, int):
            return
        if how not in ("push", "pop"):
            state.memory[key] = value
            if place.storage and value.kind == "value" and any(is_stored(p) for p in value.parts):
                state.held[value] = None

    def _forget(self, key: PlaceKey, epoch: Hashable, state: State) -> None:
        for known in [k for k in state.memory if k[0] == key[0] and not _apart(k, key)]:
            del state.memory[known]
        state.epochs[key[0]] = epoch

    def _internal(self, call: op.InternalCall, state: State) -> None:
        summary = self._callee(call)
        number = self._numbers[call]
        for root in summary.writes:
            self._forget((root,), number, state)
        named: dict[Name, Symbol] = {
            ("parameter", position): self.symbol(argument, state)
            for position, argument in enumerate(call.arguments)
            if not isinstance(argument, Place)
        }
        given = tuple(named.values())
        for position, target in enumerate(call.results):
            symbol = self.formula(call, position, state)
            if symbol is None:
                symbol = self.symbols.of("value", (number, position), given, bounds_of(target.type))
            else:
                _account(symbol, state)
            self._set(target, symbol, state)
            named["result", position] = symbol
        summary.apply(named, state)


def _account(symbol: Symbol, state: State) -> None:
    """Past a check, what was added to something in storage is part of it, and so is what was taken from it."""
    if symbol.what == "+" and any(is_stored(p) for p in symbol.parts):
        state.held.update(dict.fromkeys(symbol.parts))
    elif symbol.what == "-" and is_stored(symbol.parts[0]):
        state.held[symbol.parts[1]] = None


def _wide_enough(bounds: tuple[int, int], parts: tuple[Symbol, ...]) -> tuple[int, int]:
    """A literal that the other operand's type can't hold brings its own: `uint32 + 2**32` is computed in uint40."""
    low, high = bounds
    most = max((p.low for p in parts if p.kind == "constant" and p.low == p.high), default=0)
    return (low, high) if most <= high else (low, 2 ** (-(-most.bit_length() // 8) * 8) - 1)


def _apart(one: PlaceKey, other: PlaceKey) -> bool:
    """Whether two places of one root don't overlap. Keys with different names count as different keys.

    They may be equal in one run (`from` and `to` of a transfer), but code that relies on that is rare, while checks
    made before the other's balance was written are everywhere.
    """
    for a, b in zip(one[1:], other[1:], strict=False):
        if isinstance(a, str) and isinstance(b, str):
            if a != b:
                return True
        elif isinstance(a, Symbol) and isinstance(b, Symbol):
            if a is not b and "join" not in (a.kind, b.kind):
                return True
        else:
            return False
    return False


def ranges(graph: Graph, callee: Callee, entry: Summary) -> Ranges:
    """Raises `BudgetExceeded` past `STEPS_MOST`. `entry` holds what all callers guarantee of the parameters."""
    numbers = {operation: index for index, (_, _, operation) in enumerate(graph.operations)}
    symbols = Symbols()
    found = Ranges(graph, symbols, {}, callee, numbers)
    start = State()
    for position, variable in enumerate(graph.parameters):
        symbol = symbols.of("parameter", variable.declaration, (), bounds_of(variable.type))
        start.values[variable] = found.parameters["parameter", position] = symbol
    for variable in graph.returns:
        start.values[variable] = symbols.number(0)
    entry.apply(found.parameters, start)
    _solve(graph, found, start)
    return found


def _solve(graph: Graph, found: Ranges, start: State) -> None:
    leaving: dict[tuple[Block, Block], State] = {}
    visits: dict[Block, int] = {}
    pending = {graph.entry: None}
    steps = 0
    while pending:
        block = min(pending, key=lambda b: b.number)
        del pending[block]
        visits[block] = visits.get(block, 0) + 1
        incoming = [leaving[p, block] for p in _predecessors(block) if (p, block) in leaving]
        if block is graph.entry:
            incoming.insert(0, start)
        if len(incoming) == len(_predecessors(block)) == 1 and block is not graph.entry:
            state = incoming[0]
        else:
            settling = visits[block] > _VISITS_MOST
            state = join(block.number, incoming, found.symbols, found.before[block] if settling else None)
        if visits[block] > 1 and state == found.before[block]:
            continue
        if visits[block] > _ROUNDS_MOST:
            raise BudgetExceeded(f"ranges of {graph.function.qualified} did not settle")
        found.before[block] = state
        state = state.copy()
        steps += len(block.operations) + 1 + (len(state.order) + len(state.values)) // 8
        if steps > STEPS_MOST:
            raise BudgetExceeded(f"ranges of {graph.function.qualified} took more than {STEPS_MOST} steps")
        for operation in block.operations:
            found.step(operation, state)
        for successor, after in _onward(block, state, found):
            leaving[block, successor] = after
            pending[successor] = None


def _predecessors(block: Block) -> list[Block]:
    return list(dict.fromkeys(block.predecessors))


def _onward(block: Block, state: State, found: Ranges) -> list[tuple[Block, State]]:
    end = block.end
    if not isinstance(end, Branch) or end.yes is end.no:
        return [(s, state) for s in block.successors]
    condition = found.symbol(end.condition, state)
    sides = []
    for successor, holds in ((end.yes, True), (end.no, False)):
        side = state.copy()
        side.learn(condition, holds)
        sides.append((successor, side))
    return sides

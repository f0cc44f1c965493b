"""Where a number is drawn from block data: a hash or a block's own value is cut down to a small range.

`uint(keccak256(…)) % n`, `uint8(blockhash(b))`, `hash < limit`. A hash that is kept whole names something and draws
nothing; a time that is compared or divided is a time.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from assay.core.errors import BudgetExceeded
from assay.solidity.flow.analysis import Flow
from assay.solidity.flow.dominance import reachable
from assay.solidity.flow.slices import CALLERS_MOST, Slice, backward, downstream
from assay.solidity.ir import operations as op
from assay.solidity.ir.graph import Branch, Graph
from assay.solidity.ir.values import Constant, Environment, Value
from assay.solidity.model import types as t
from assay.solidity.model.declarations import Contract, Function, Parameter, StateVariable

HASHES = frozenset({"keccak256", "sha3", "sha256", "ripemd160", "yul.keccak256"})
PLAIN = frozenset({"block.timestamp", "block.number", "block.basefee"})
"""A moment or a price as long as they are not hashed."""
UNGUESSED = frozenset({"block.difficulty", "block.coinbase", "block.gaslimit", "blockhash"})
"""Good for hardly anything but a number that nobody knew before. `block.difficulty` is `block.prevrandao` too."""
_WRAP = 2**32
"""A remainder by this or more is no draw: it fits a value into a type."""
_NARROW_BITS = 32
_MASK_MOST = 2**64
_SHIFT_LEAST = 128

_SEEDED: WeakKeyDictionary[Flow, bool] = WeakKeyDictionary()

Source = tuple[Function, op.AnyOperation, str]
"""Where block data is read, and which."""


@dataclass(frozen=True, slots=True)
class Draw:
    """A number that is drawn."""

    operation: op.AnyOperation
    """The remainder, mask, cast, quotient or comparison."""
    sources: tuple[Source, ...]
    """All that is read of the block, in no order."""
    mixed: bool
    """Hashed, or of a kind that is read for nothing else; False for the plain remainder of a time or a number."""
    parameters: tuple[Parameter, ...]
    """Of entries, that have a part in it."""
    state: tuple[StateVariable, ...]
    calls: tuple[op.ExternalCall, ...]
    """Whose results have a part in it."""

    @property
    def names(self) -> tuple[str, ...]:
        """What is read of the block, sorted."""
        return tuple(sorted({name for _, _, name in self.sources}))


def draws(flow: Flow, function: Function, context: Contract | None) -> tuple[Draw, ...]:
    """Draws in the function's own graph, in its order; what was drawn in another function is not drawn again."""
    if not flow.keep("reads the block", lambda: _reads_block(flow)):
        return ()
    return flow.keep(("draws", function, context), lambda: _draws(flow, function, context))


def _reads_block(flow: Flow) -> bool:
    """Whether any function reads anything of a block; where none does, nothing is looked for."""
    for function in flow.project.functions:
        try:
            for _, _, operation in flow.graph(function).operations:
                if isinstance(operation, op.Compute) and operation.name in ("blockhash", "yul.blockhash"):
                    return True
                if any(isinstance(v, Environment) and v.name.startswith("block.") for v in operation.inputs):
                    return True
        except BudgetExceeded:
            return True
    return False


def _draws(flow: Flow, function: Function, context: Contract | None) -> tuple[Draw, ...]:
    found = []
    seeded = _is_seeded(flow)
    for _, _, operation in flow.graph(function).operations:
        for value in _operands(operation) if seeded or _small_remainder(operation) else ():
            if _worth(flow, function, context, value):
                draw = _draw(flow, function, context, operation, value)
                if draw is not None:
                    found.append(draw)
                    break
    return tuple(found)


def _is_seeded(flow: Flow) -> bool:
    """Whether anything in the project could be mixed: a hash over block data, or a read of what nobody guesses."""
    if flow not in _SEEDED:
        _SEEDED[flow] = any(_seeds(flow, function) for function in flow.project.functions)
    return _SEEDED[flow]


def _seeds(flow: Flow, function: Function) -> bool:
    home = flow.dispatch.home(function.contract)
    try:
        for _, _, operation in flow.graph(function).operations:
            if any(isinstance(v, Environment) and v.name in UNGUESSED for v in operation.inputs):
                return True
            if isinstance(operation, op.Compute) and operation.name in ("blockhash", "yul.blockhash"):
                return True
            if isinstance(operation, op.Compute) and operation.name in HASHES:
                behind = (backward(flow, function, home, a) for a in operation.arguments)
                if any(sources_of(found, operation) for found in behind):
                    return True
    except BudgetExceeded:
        return True
    return False


def sources_of(found: Slice, by: op.AnyOperation) -> tuple[Source, ...]:
    """What a slice reads of the block; `by` uses the value and reads it when nothing else does."""
    plain = [(where, read or by, name) for where, read, name in found.environment if name in PLAIN | UNGUESSED]
    hashes = [
        (where, read, "blockhash")
        for where, read in found.operations
        if isinstance(read, op.Compute) and read.name in ("blockhash", "yul.blockhash")
    ]
    return (*plain, *hashes)


def reads_block(graph: Graph) -> bool:
    """Whether the function itself reads what a draw can be made of; without, it is no helper of one."""
    return any(
        any(isinstance(v, Environment) and v.name in PLAIN | UNGUESSED for v in operation.inputs)
        or (isinstance(operation, op.Compute) and operation.name in ("blockhash", "yul.blockhash"))
        for _, _, operation in graph.operations
    )


def _operands(operation: op.AnyOperation) -> tuple[Value, ...]:
    """What may be drawn from here; nothing when the operation can't be a draw."""
    match operation:
        case op.Arithmetic(operator=">" | "<" | ">=" | "<=" | "==" | "!=", left=left, right=right):
            return left, right
    cut = _cut(operation)
    return () if cut is None else (cut,)


def _cut(operation: op.AnyOperation) -> Value | None:
    """The value that is cut down to a small range."""
    match operation:
        case op.Arithmetic(operator="%", left=left, right=right):
            return None if isinstance(right, Constant) and (right.number or 0) >= _WRAP else left
        case op.Arithmetic(operator="&", left=left, right=Constant(number=int() as mask)) if 0 < mask < _MASK_MOST:
            return left
        case op.Arithmetic(operator=">>", left=left, right=Constant(number=int() as by)) if by >= _SHIFT_LEAST:
            return left
        case op.Arithmetic(operator="/", left=left):
            return left
        case op.Convert(target=target, value=value) if _narrow(target.type):
            return value
    return None


def _narrow(kind: t.Type) -> bool:
    sized = t.integer(kind)
    if sized is not None:
        return sized[1] <= _NARROW_BITS
    return isinstance(kind, t.Elementary) and kind.name in ("bytes1", "bytes2", "bytes3", "bytes4", "byte")


def _worth(flow: Flow, function: Function, context: Contract | None, value: Value) -> bool:
    """Cheaply: whether block data could be behind it at all."""
    found = flow.origins(function, context).of(value)
    kinds = {origin.kind for origin in found}
    if "block" in kinds or ("storage" in kinds and _is_seeded(flow)):
        return True
    if function.is_entry or not any(o.kind == "parameter" for o in found) or not _is_seeded(flow):
        return False
    callers = flow.callers.get(function, [])
    return len(callers) <= CALLERS_MOST and any(
        origin.kind == "block"
        for caller, call in callers
        for argument in call.arguments
        for origin in flow.origins(caller).of_argument(argument)
    )


def _draw(
    flow: Flow, function: Function, context: Contract | None, operation: op.AnyOperation, value: Value
) -> Draw | None:
    comparison = _cut(operation) is None

    def drawn_before(where: Function, other: op.AnyOperation) -> bool:
        return (comparison or where is not function) and _is_cut_of_hash(flow, where, other)

    def drawn_and_kept(where: Function, other: op.AnyOperation) -> bool:
        return drawn_before(where, other) or (
            where is not function and isinstance(other, op.Convert) and _narrow(other.target.type)
        )

    near = backward(flow, function, context, value, stop=drawn_before)
    mixed = _mixed(flow, near, operation)
    if not mixed and near.state:
        near = backward(flow, function, context, value, stored=True, stop=drawn_and_kept)
        mixed = _mixed(flow, near, operation)
        if not mixed:
            return None
    if comparison and not (mixed and _is_guess(flow, function, context, operation, value, near)):
        return None
    if not mixed and not _small_remainder(operation):
        return None
    graph = flow.graph(function)
    sources = tuple(
        (where, read, name)
        for where, read, name in mixed or sources_of(near, operation)
        if where is not function or _can_follow(graph, read, operation)
    )
    calls = tuple(c for c in near.each(op.ExternalCall) if isinstance(c, op.ExternalCall))
    return Draw(operation, sources, bool(mixed), near.parameters, near.state, calls) if sources else None


def _can_follow(graph: Graph, earlier: op.AnyOperation, later: op.AnyOperation) -> bool:
    """Whether one run can come from the first to the second; slices don't ask for the order."""
    (block, index), (below, position) = graph.block_of[earlier], graph.block_of[later]
    return (block is below and index <= position) or below in reachable(block)


def _is_cut_of_hash(flow: Flow, where: Function, operation: op.AnyOperation) -> bool:
    """A cut that makes a small number, whatever from; a cast or quotient only of what is a hash on the face of it."""
    value = _cut(operation)
    if value is None:
        return False
    if isinstance(operation, op.Arithmetic) and operation.operator in ("%", "&", ">>"):
        return True
    definitions = flow.graph(where).definitions
    for _ in range(4):
        known = definitions.get(value, [])
        match known[0] if len(known) == 1 else None:
            case op.Convert(value=inner) | op.Assign(value=inner):
                value = inner
            case op.Compute(name=name):
                return name in HASHES or name == "blockhash"
            case _:
                return False
    return False


def _mixed(flow: Flow, found: Slice, by: op.AnyOperation) -> tuple[Source, ...]:
    """Block data that is hashed on the way, or is of a kind that only chance is sought in."""
    sources = sources_of(found, by)
    kept: dict[Source, None] = {}
    if any(name in UNGUESSED for _, _, name in sources):
        kept.update(dict.fromkeys(sources))
    for where, operation in found.operations:
        if isinstance(operation, op.Compute) and operation.name in HASHES:
            for argument in operation.arguments:
                inner = backward(flow, where, flow.dispatch.home(where.contract), argument)
                kept.update(dict.fromkeys(sources_of(inner, operation)))
    return tuple(kept)


def _small_remainder(operation: op.AnyOperation) -> bool:
    """Of a plain time or number, only a remainder by little, or by a number of candidates, is a draw."""
    match operation:
        case op.Arithmetic(operator="%", right=Constant(number=number)):
            return number is not None and 1 < number <= 100
        case op.Arithmetic(operator="%"):
            return True
    return False


def _is_guess(
    flow: Flow, function: Function, context: Contract | None, operation: op.AnyOperation, value: Value, near: Slice
) -> bool:
    """A comparison draws when a hash is held against a limit, or against what was guessed before.

    Not: a hash that the caller's own argument goes into (proof of work), the hash of a header that is proved, whether
    a block hash is there at all, and names that are looked up.
    """
    assert isinstance(operation, op.Arithmetic)
    other = operation.right if value == operation.left else operation.left
    if operation.operator not in ("==", "!="):
        hashes = [
            o for _, o in near.operations if isinstance(o, op.Compute) and (o.name in HASHES or "blockhash" in o.name)
        ]
        return bool(hashes) and not near.parameters and _is_number(value)
    if isinstance(other, Constant):
        return False
    against = backward(flow, function, context, other, stored=True)
    if not against.parameters or sources_of(against, operation):
        return False
    if any(isinstance(o, op.Compute) and o.name in HASHES for _, o in against.operations):
        return False
    if _is_number(value):
        return not near.parameters
    return bool(against.state) and any(name == "blockhash" for _, _, name in sources_of(near, operation))


def _is_number(value: Value) -> bool:
    kind = getattr(value, "type", None)
    return kind is not None and t.integer(kind) is not None


def decides(graph: Graph, draw: Draw) -> frozenset[str]:
    """What the number has a part in, within its function.

    `branch`, `key` (of a mapping or list), `state`, `paid` (an argument, amount or receiver of a call), `return`.
    """
    follow = downstream if draw.mixed else _plainly
    reach: set[Value] = {v for o in draw.operation.outputs for v in follow(graph, o)}
    found = {"branch" for b in graph.blocks if isinstance(b.end, Branch) and b.end.condition in reach}
    found |= {"return" for r in graph.returns if r in reach}
    for _, _, operation in graph.operations:
        match operation:
            case op.Store(place=place, value=value) if place.storage:
                found |= {"state"} if value in reach else set()
                found |= {"key"} if any(v in reach for v in operation.inputs if v != value) else set()
            case op.Load() if not reach.isdisjoint(operation.inputs):
                found.add("key")
            case op.ExternalCall() if not reach.isdisjoint(operation.inputs):
                found.add("paid")
    return frozenset(found)


def _plainly(graph: Graph, value: Value) -> frozenset[Value]:
    """As `downstream`, but not through sums and differences, which round a time and draw nothing."""
    found: set[Value] = {value}
    pending: list[Value] = [value]
    while pending:
        for use in graph.uses.get(pending.pop(), ()):
            match use:
                case (
                    op.Arithmetic(operator="+", right=Constant()) | op.Assign() | op.Convert() | op.Negate() | op.Load()
                ):
                    targets: tuple[Value, ...] = use.outputs
                case op.Arithmetic(operator=operator) if operator not in ("+", "-", "/"):
                    targets = use.outputs
                case _:
                    targets = ()
            pending += [v for v in targets if v not in found]
            found.update(targets)
    return frozenset(found)


def helpers_of(draw: Draw, function: Function) -> Iterator[Function]:
    """Other functions in which all of the draw's block data is read; none when some is read in `function` itself."""
    if all(where is not function for where, _, _ in draw.sources):
        yield from dict.fromkeys(where for where, _, _ in draw.sources)

"""Where values come from: the caller, calldata, the block, storage, another contract, a momentary balance, a constant.

A may-analysis over one function, insensitive to the order of statements, with the results of internal calls
taken from summaries (`flow.summaries`): each value gets the set of all origins that can reach it, through
arithmetic, casts, hashes, memory and calls.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from assay.core.errors import BudgetExceeded
from assay.solidity.ir import operations as op
from assay.solidity.ir.graph import Graph
from assay.solidity.ir.values import Constant, Environment, Field, Key, Place, Slot, Temporary, Value, Variable
from assay.solidity.model.declarations import Function, Parameter, StateVariable

ROUNDS_MOST = 60
"""Passes over a function until nothing changes; real code needs three or four."""


@dataclass(frozen=True, slots=True)
class Origin:
    """One thing that a value can come from."""

    kind: str
    """`parameter`, `sender`, `tx.origin`, `msg.value`, `calldata`, `block`, `storage`, `fixed` (constant or immutable
    state), `external`, `balance`, `this`, `signer` (ecrecover), `created`, `unknown`."""
    what: object = None
    """The `Parameter`, the `StateVariable`, the `ExternalCall`, or the name (`block.timestamp`)."""

    def __str__(self) -> str:
        name = getattr(self.what, "name", self.what)
        return f"{self.kind}:{name}" if name else self.kind


Origins = frozenset[Origin]
NONE: Origins = frozenset()
SENDER = Origin("sender")
TX_ORIGIN = Origin("tx.origin")
VALUE = Origin("msg.value")
THIS = Origin("this")
SIGNER = Origin("signer")
UNKNOWN = Origin("unknown")

_ENVIRONMENT = {"msg.sender": SENDER, "tx.origin": TX_ORIGIN, "msg.value": VALUE, "this": THIS}


def is_given(origins: Origins) -> bool:
    """Whether the caller decides the value: he passes it, or it is his own address."""
    return origins == {SENDER} or any(o.kind in ("parameter", "calldata") for o in origins)


Returns = Callable[[op.InternalCall], tuple[Origins, ...] | None]
"""Origins of an internal call's results in terms of the callee's parameters; None when the callee has no body."""


class OriginMap:
    """Origins of every local and temporary of one function, in terms of its own parameters."""

    def __init__(self, graph: Graph, returns: Returns) -> None:
        self.graph = graph
        self._returns = returns
        own: dict[Value, Origins] = {p: frozenset({Origin("parameter", p.declaration)}) for p in graph.parameters}
        self._known = own
        self._fields: dict[Value, dict[str, Origins]] = {}
        """Members of structs in memory, apart from each other as long as they are written one by one."""
        self._solve()

    def of(self, value: Value) -> Origins:
        """All origins of a value; empty for literal constants."""
        match value:
            case Constant():
                return NONE
            case Environment(name=name):
                known = _ENVIRONMENT.get(name)
                if known is None:
                    known = Origin("calldata") if name in ("msg.data", "msg.sig") else Origin("block", name)
                return frozenset({known})
            case Variable() | Temporary():
                return self._known.get(value, NONE).union(*self._fields.get(value, {}).values())
            case _:
                return frozenset({UNKNOWN})

    def of_place(self, place: Place) -> Origins:
        """Origins of what is loaded from a place: the storage variable itself; for memory what was put there."""
        match place.root:
            case StateVariable() as state:
                return frozenset({Origin("storage" if state.mutable else "fixed", state)})
            case Slot():
                return frozenset({Origin("storage", str(place.root))})
            case Variable() | Temporary() as root:
                found = self._known.get(root, NONE)
                if not place.storage:
                    return found.union(*self._written(root, place))
                if not any(o.kind == "storage" for o in found):
                    found = found | {Origin("storage", str(place))}
                return found

    def _written(self, root: Value, place: Place) -> list[Origins]:
        """What was written to the member that `place` names, or to any when it names the whole."""
        fields = self._fields.get(root, {})
        match place.path:
            case (Field(name), *_):
                return [fields.get(name, NONE)]
            case _:
                return list(fields.values())

    def keys_of(self, place: Place) -> Origins:
        """Origins of the keys and indices on the way to a place."""
        found: Origins = NONE
        for step in place.path:
            if isinstance(step, Key):
                found |= self.of(step.value)
        return found

    def of_argument(self, argument: Value | Place) -> Origins:
        """Of what is passed to an internal function, by value or by reference."""
        return self.of_place(argument) if isinstance(argument, Place) else self.of(argument)

    def _solve(self) -> None:
        for _ in range(ROUNDS_MOST):
            changed = False
            for _, _, operation in self.graph.operations:
                changed |= self._write_field(operation)
                for target, found in self._transfer(operation):
                    before = self._known.get(target, NONE)
                    if not found <= before:
                        self._known[target] = before | found
                        changed = True
            if not changed:
                return
        raise BudgetExceeded(f"origins of {self.graph.function.qualified} did not settle in {ROUNDS_MOST} rounds")

    def _write_field(self, operation: op.AnyOperation) -> bool:
        """Notes a write to a member of a struct in memory; tells whether that was news."""
        match operation:
            case op.Store(place=Place(root=Variable() | Temporary() as root, path=(Field(name), *_), storage=False)):
                fields = self._fields.setdefault(root, {})
                before = fields.get(name, NONE)
                fields[name] = before | self.of(operation.value)
                return fields[name] != before
            case _:
                return False

    def _transfer(self, operation: op.AnyOperation) -> list[tuple[Value, Origins]]:
        match operation:
            case op.Load(target=target, place=place):
                return [(target, self.of_place(place))]
            case op.Refer(target=target, place=place):
                return [(target, self.of_place(place))]
            case op.Store(place=Place(path=(Field(), *_), storage=False)):
                return []
            case op.Store(place=Place(root=Variable() | Temporary() as root, storage=False), value=value):
                return [(root, self.of(value))]
            case op.Store() | op.Emit() | op.SelfDestruct():
                return []
            case op.ExternalCall(results=results):
                kind = "balance" if operation.name == "balanceOf" else "external"
                return [(r, frozenset({Origin(kind, operation)})) for r in results]
            case op.Create(target=target):
                return [(target, frozenset({Origin("created", operation)}))]
            case op.InternalCall():
                return self._internal(operation)
            case op.Compute(results=results, name=name, arguments=arguments):
                return [(r, self._computed(name, arguments, operation)) for r in results]
            case op.Opaque(results=results):
                return [(r, frozenset({UNKNOWN})) for r in results]
            case _:
                joined = NONE
                for value in operation.inputs:
                    joined |= self.of(value)
                return [(target, joined) for target in operation.outputs]

    def _computed(self, name: str, arguments: tuple[Value, ...], operation: op.Compute) -> Origins:
        if name == "ecrecover":
            return frozenset({SIGNER})
        if name in ("member.balance", "yul.balance", "yul.selfbalance"):
            return frozenset({Origin("balance", operation)})
        if name in ("blockhash", "yul.blockhash", "blobhash"):
            return frozenset({Origin("block", "blockhash")})
        if name in ("yul.calldataload", "yul.calldatasize"):
            return frozenset({Origin("calldata")})
        if name in ("yul.mload", "yul.returndatasize"):
            return frozenset({UNKNOWN})
        # what lies in the memory that assembly hashes is not followed
        joined = frozenset({UNKNOWN}) if name == "yul.keccak256" else NONE
        for value in arguments:
            joined |= self.of(value)
        return joined

    def _internal(self, call: op.InternalCall) -> list[tuple[Value, Origins]]:
        if call.function.name == "_msgSender" and not call.arguments:
            # NOTE: ERC-2771: the caller, also where a trusted forwarder appends him to the calldata
            return [(r, frozenset({SENDER})) for r in call.results]
        found = self._returns(call)
        if found is None:
            return [(r, frozenset({UNKNOWN})) for r in call.results]
        bound = bind(call, self)
        return [(r, substitute(o, bound)) for r, o in zip(call.results, found, strict=False)]


def bind(call: op.InternalCall, caller: OriginMap, target: Function | None = None) -> dict[Parameter, Origins]:
    """The callee's parameters with the origins of what the caller passes; `target` when an override runs."""
    return {
        declared: caller.of_argument(argument)
        for declared, argument in zip((target or call.function).parameters, call.arguments, strict=False)
    }


def substitute(origins: Origins, bound: Mapping[Parameter, Origins]) -> Origins:
    """The callee's origins in the caller's terms; parameters that are not bound become unknown."""
    found: set[Origin] = set()
    for origin in origins:
        if origin.kind == "parameter" and isinstance(origin.what, Parameter):
            found |= bound.get(origin.what, {UNKNOWN})
        else:
            found.add(origin)
    return frozenset(found)

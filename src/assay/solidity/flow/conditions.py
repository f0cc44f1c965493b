"""What a condition says about the caller: `msg.sender == owner`, `isKeeper[msg.sender]`, `hasRole(R, msg.sender)`.

A condition that restricts who may go on names a `Principal`. A comparison of amounts (`balances[msg.sender] >= x`)
names nobody: everyone with a balance passes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from assay.solidity.flow.effects import Cell, cell_of
from assay.solidity.flow.origins import SENDER, SIGNER, THIS, TX_ORIGIN, OriginMap, Origins, substitute
from assay.solidity.flow.payments import moves_value
from assay.solidity.ir import operations as op
from assay.solidity.ir.graph import Branch, Graph
from assay.solidity.ir.values import Constant, Environment, Place, Temporary, Value, Variable
from assay.solidity.model import types as t
from assay.solidity.model.declarations import Function, Parameter, StateVariable

_DEPTH = 5
_STEPS_MOST = 30
_CODE = frozenset({"member.code", "member.codehash", "yul.extcodesize", "yul.extcodehash"})


@dataclass(frozen=True, slots=True)
class Principal:
    """A class of callers."""

    kind: str
    """`anyone`, `owner` (an address in storage), `role` (a mapping or list in storage that holds the caller),
    `holder` (the address stored for what the caller names, as a token's owner), `fixed` (constant or immutable),
    `self` (this contract), `signer` (whoever signed), `authority` (another contract was asked), `tx.origin`,
    `hook` (a function that a deriving contract has to supply was called and may refuse), `eoa` (no contract),
    `chosen` (the caller passes the address himself), `origin-only` (tx.origin holds the right)."""
    what: str = ""
    """The name that stands in the code, for people."""
    cells: tuple[Cell, ...] = field(default=(), compare=False)
    """Where in storage it says who that is; empty where that can't be told."""


ANYONE = Principal("anyone")
RESTRICTED = frozenset({"owner", "role", "fixed", "self", "signer", "authority", "holder", "hook", "origin-only"})
"""Kinds that keep strangers out."""

Callee = Callable[[op.InternalCall], tuple[Graph, OriginMap] | None]
IsLedger = Callable[[StateVariable], bool]
"""Whether amounts are added to and taken from a variable, so that `x[caller] > 0` says no more than "has some"."""


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads conditions of one function; `callee` opens the functions it calls."""

    graph: Graph
    origins: OriginMap
    callee: Callee
    bound: Mapping[Parameter, Origins] | None = None
    """Set inside a callee: what its parameters are to the caller."""
    depth: int = 0
    is_ledger: IsLedger = lambda _: True

    def of(self, value: Value) -> Origins:
        """Where a value comes from, in the terms of whoever bound the parameters."""
        found = self.origins.of(value)
        return substitute(found, self.bound) if self.bound is not None else found

    def principal(self, value: Value, holds: bool, depth: int = _STEPS_MOST) -> Principal | None:
        """Who is let through when `value` is `holds`; None when the condition says nothing about the caller.

        At most `depth` definitions are followed: in a loop a value can be defined by itself.
        """
        if isinstance(value, Constant | Environment) or not depth:
            return None
        definitions = self.graph.definitions.get(value, [])
        if len(definitions) != 1:
            return self._joined(definitions, holds, depth - 1)
        match definitions[0]:
            case op.Negate(operator="!", value=inner):
                return self.principal(inner, not holds, depth - 1)
            case op.Assign(value=inner) | op.Convert(value=inner):
                return self.principal(inner, holds, depth - 1)
            case op.Arithmetic(operator=operator, left=left, right=right):
                return self._compared(operator, left, right, holds, depth - 1)
            case op.Load(place=place) if holds:
                return self._listed(place)
            case op.InternalCall() as call if holds:
                return self._called(call, value)
            case op.ExternalCall(arguments=arguments, name=name) as call if holds:
                # NOTE: that a payment to or from the caller went through is no word about him
                if not moves_value(call) and any(self._is_caller(self.of(a)) for a in arguments):
                    return Principal("authority", name)
        return None

    def _joined(self, definitions: list[op.AnyOperation], holds: bool, depth: int) -> Principal | None:
        """A short circuit or a ternary: each way in that can lead to `holds` must name somebody."""
        found: list[Principal] = []
        for definition in definitions:
            if not isinstance(definition, op.Assign):
                return None
            if isinstance(definition.value, Constant):
                if (definition.value.text == "true") == holds:
                    # the short side: the condition that led here was read where it branched
                    continue
                continue
            principal = self.principal(definition.value, holds, depth)
            if principal is None:
                return None
            found.append(principal)
        return found[0] if found else None

    def _compared(self, operator: str, left: Value, right: Value, holds: bool, depth: int) -> Principal | None:
        if self._is_zero(right) and (operator, holds) in (("!=", True), ("==", False), (">", True)):
            return self._set_for_caller(left)
        if operator not in ("==", "!="):
            return None
        for value, constant in ((left, right), (right, left)):
            if isinstance(constant, Constant) and constant.text in ("true", "false"):
                return self.principal(value, (constant.text == "true") == ((operator == "==") == holds), depth)
        if (operator == "==") != holds:
            return None
        for one, other in ((left, right), (right, left)):
            mine = self.of(one)
            if self._is_caller(mine) and not self._measures_code(one):
                return self._against(self.of(other), other, mine)
            if SIGNER in mine and not self._is_zero(other):
                return Principal("signer", _name(self.of(other)), self.cells(other))
            if self._keyed_by_caller(one) and isinstance(other, Constant):
                return Principal("role", _name(mine), self.cells(one)) if not self._is_zero(other) else None
        return None

    def _measures_code(self, value: Value, depth: int = _DEPTH) -> bool:
        """How much code somebody has, which does not say who it is."""
        for definition in self.graph.definitions.get(value, []) if depth else ():
            if isinstance(definition, op.Compute) and definition.name in _CODE:
                return True
            if isinstance(definition, op.Load | op.Convert | op.Assign):
                return any(self._measures_code(v, depth - 1) for v in definition.inputs)
        return False

    def _set_for_caller(self, value: Value) -> Principal | None:
        """`ownerIndex[msg.sender] != 0`: listed, unless the number is an amount that people come to own."""
        if not self._keyed_by_caller(value):
            return None
        origins = self.of(value)
        states = [o.what for o in origins if isinstance(o.what, StateVariable)]
        number = isinstance(value, Temporary | Variable) and t.integer(value.type) is not None
        if not states or (number and any(self.is_ledger(state) for state in states)):
            return None
        return Principal("role", _name(origins), self.cells(value))

    def _against(self, other: Origins, value: Value, mine: Origins) -> Principal | None:
        if TX_ORIGIN in other and SENDER in mine:
            return Principal("eoa", "tx.origin")
        if self._is_zero(value):
            # nobody sends from the zero address but the node itself: for a simulation, or as the system
            return Principal("fixed", "address(0)")
        only_origin = TX_ORIGIN in mine and SENDER not in mine
        kinds = {o.kind for o in other}
        name = _name(other)
        if THIS in other:
            return Principal("self", "address(this)")
        if SIGNER in other:
            return Principal("signer", name)
        if "parameter" in kinds or "calldata" in kinds:
            return Principal("chosen", name)
        if "storage" in kinds:
            if only_origin:
                return Principal("origin-only", name, self.cells(value))
            return Principal("holder" if self._keyed(value) else "owner", name, self.cells(value))
        if kinds & {"external", "balance"}:
            return Principal("authority", name)
        if kinds <= {"fixed", "created"}:
            return Principal("origin-only" if only_origin else "fixed", name or str(value))
        return None

    def _is_zero(self, value: Value) -> bool:
        return isinstance(value, Constant) and value.text in ("0", "")

    def _is_caller(self, origins: Origins) -> bool:
        """Or whom a forwarder says that it calls for: `msg.sender == hub ? hub.onBehalfOf() : msg.sender`."""
        return bool(origins & {SENDER, TX_ORIGIN}) and not any(
            o.kind == "storage" or (o.kind == "external" and not getattr(o.what, "is_static", False)) for o in origins
        )

    def _keyed(self, value: Value) -> bool:
        """Loaded from a mapping or array, by a key."""
        return any(
            (isinstance(d, op.Load) and any(hasattr(s, "value") for s in d.place.path))
            or (isinstance(d, op.InternalCall) and bool(d.arguments))
            for d in self.graph.definitions.get(value, [])
        )

    def _keyed_by_caller(self, value: Value, depth: int = _DEPTH) -> bool:
        for definition in self.graph.definitions.get(value, []) if depth else ():
            if isinstance(definition, op.Load) and self._is_caller(self._keys(definition.place)):
                return True
            if isinstance(definition, op.Convert | op.Assign):
                return self._keyed_by_caller(definition.value, depth - 1)
        return False

    def _keys(self, place: Place) -> Origins:
        found = self.origins.keys_of(place)
        return substitute(found, self.bound) if self.bound is not None else found

    def _listed(self, place: Place) -> Principal | None:
        """`isAdmin[msg.sender]`: a flag stored for the caller."""
        if self._is_caller(self._keys(place)):
            state = place.state
            cell = cell_of(place)
            return Principal("role", state.name if state is not None else str(place), () if cell is None else (cell,))
        return None

    def _called(self, call: op.InternalCall, value: Value) -> Principal | None:
        """The condition is what another function returns: read its return statements in its own graph."""
        opened = self.callee(call) if self.depth < _DEPTH else None
        if opened is None:
            return None
        graph, origins = opened
        position = next((i for i, r in enumerate(call.results) if r == value), 0)
        inner = Reader(graph, origins, self.callee, self.binding(call, graph.function), self.depth + 1, self.is_ledger)
        if position >= len(graph.returns):
            return None
        result = graph.returns[position]
        found = [
            inner.led_to(d) if isinstance(d.value, Constant) else inner.principal(d.value, True)
            for d in graph.definitions.get(result, [])
            if isinstance(d, op.Assign) and not (isinstance(d.value, Constant) and d.value.text == "false")
        ]
        return found[0] if found and all(found) else None

    def led_to(self, operation: op.AnyOperation) -> Principal | None:
        """Whom the nearest branch about the caller lets through, on the one way that leads to an operation."""
        block, _ = self.graph.block_of[operation]
        for _ in range(_STEPS_MOST):
            if len(block.predecessors) != 1:
                return None
            (before,) = block.predecessors
            if isinstance(before.end, Branch) and before.end.yes is not before.end.no:
                found = self.principal(before.end.condition, before.end.yes is block)
                if found is not None:
                    return found
            block = before
        return None

    def inside(self, call: op.InternalCall) -> Reader | None:
        """A reader of the function that a call runs, its parameters as they are passed; None when it was not read."""
        opened = self.callee(call)
        if opened is None:
            return None
        graph, origins = opened
        return Reader(graph, origins, self.callee, self.binding(call, graph.function), self.depth + 1, self.is_ledger)

    def binding(self, call: op.InternalCall, target: Function) -> dict[Parameter, Origins]:
        """What the parameters of `target`, the function that the call runs, are to this reader's caller."""
        return {p: self._argument(a) for p, a in zip(target.parameters, call.arguments, strict=False)}

    def cells(self, value: Value, depth: int = _DEPTH) -> tuple[Cell, ...]:
        """Storage that a value is read from: through assignments, casts and functions that return it."""
        found: list[Cell] = []
        for definition in self.graph.definitions.get(value, []) if depth else ():
            match definition:
                case op.Load(place=place):
                    cell = cell_of(place)
                    found += [] if cell is None else [cell]
                case op.Assign(value=inner) | op.Convert(value=inner):
                    found += self.cells(inner, depth - 1)
                case op.InternalCall(results=results):
                    position = next(i for i, result in enumerate(results) if result == value)
                    found += self._returned_cells(definition, position, depth - 1)
                case _:
                    pass
        return tuple(dict.fromkeys(found))

    def _returned_cells(self, call: op.InternalCall, position: int, depth: int) -> tuple[Cell, ...]:
        opened = self.callee(call) if self.depth < _DEPTH else None
        if opened is None or position >= len(opened[0].returns):
            return ()
        inner = Reader(opened[0], opened[1], self.callee, None, self.depth + 1, self.is_ledger)
        return inner.cells(opened[0].returns[position], depth)

    def _argument(self, argument: Value | Place) -> Origins:
        found = self.origins.of_argument(argument)
        return substitute(found, self.bound) if self.bound is not None else found


def _name(origins: Origins) -> str:
    names = sorted(
        o.what.name if isinstance(o.what, StateVariable | Parameter) else getattr(o.what, "name", "") or ""
        for o in origins
    )
    return next((n for n in names if n), "")

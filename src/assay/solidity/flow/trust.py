"""Who chose a callee: the code, the deployer, an owner, the caller himself.

A callee that the code or the deployer fixed is as trusted as the code; one that an owner can set is as trusted as
the owner; one that comes from calldata, from the caller or from what anybody registered is not trusted at all.
"""

from __future__ import annotations

from enum import IntEnum

from assay.solidity.flow.analysis import Flow
from assay.solidity.flow.effects import Cell, cell_of
from assay.solidity.flow.origins import THIS, UNKNOWN, Origin, Origins
from assay.solidity.flow.principals import is_restricted
from assay.solidity.flow.requirements import requirements
from assay.solidity.ir.operations import ExternalCall, Store
from assay.solidity.ir.values import Constant, Temporary, Value, Variable
from assay.solidity.model.declarations import Function, Parameter, StateVariable
from assay.solidity.model.types import (
    BOOL,
    Array,
    EnumType,
    Mapping,
    StructType,
    ValueTypeType,
    fixed_bytes,
    integer,
)

_ADDRESS_BITS = 160


class Trust(IntEnum):
    """Ordered: the less trusted, the lower."""

    CHOSEN = 0
    """By the caller: a parameter, calldata, `msg.sender`, or storage that anyone writes."""
    UNKNOWN = 1
    """Returned by another contract, or not followed."""
    OWNER = 2
    """Storage that only restricted functions write after deployment."""
    FIXED = 3
    """Constants, immutables, storage written only at deployment, this contract, contracts it created."""


def trust(flow: Flow, origins: Origins, depth: int = 3) -> Trust:
    """The least trusted of all origins that an address can have; an address without origins is a literal."""
    return min((_of(flow, origin, depth) for origin in origins if origin != THIS), default=Trust.FIXED)


def _of(flow: Flow, origin: Origin, depth: int) -> Trust:
    match origin.kind, origin.what:
        case "parameter", Parameter(location="storage") | Parameter(type=Mapping()):
            # a library's view of the storage of whoever uses it
            return Trust.OWNER
        case (("sender" | "tx.origin" | "parameter" | "calldata"), _):
            return Trust.CHOSEN
        case (("fixed" | "created" | "this"), _):
            return Trust.FIXED
        case "storage", StateVariable() as variable:
            return of_state(flow, variable, depth - 1)
        case "storage", _:
            return Trust.OWNER
        case (("external" | "balance"), ExternalCall() as call) if depth:
            # whoever answers is believed as much as he is trusted
            return min(Trust.OWNER, trust(flow, flow.receivers.get(call, frozenset({UNKNOWN})), depth - 1))
        case _:
            return Trust.UNKNOWN


def of_state(flow: Flow, variable: StateVariable, depth: int = 2) -> Trust:
    """By who writes addresses to it after deployment, and which. Mappings and arrays count as a whole."""
    lowest = Trust.FIXED
    for function, store in flow.writers.get(variable, ()):
        if function.kind == "constructor" or not _may_hold_address(variable, store):
            continue
        who = flow.who_may(function, store)
        if who and not is_restricted(who) and not _runs_once(flow, function, store):
            # anyone may have a registry looked up again: what is stored is still what the registry said
            stored = trust(flow, flow.origins(function).of(store.value), depth) if depth > 0 else Trust.CHOSEN
            if stored < Trust.OWNER:
                return stored
        if who:
            lowest = Trust.OWNER
    return lowest


def _runs_once(flow: Flow, function: Function, store: Store) -> bool:
    """An initializer: a flag is checked on the way and set for good, so that the deployment is the time for it."""
    context = flow.dispatch.home(function.contract)
    written: dict[Cell, set[Value]] = {}
    for _, _, operation in flow.graph(function).operations:
        cell = cell_of(operation.place) if isinstance(operation, Store) and not operation.place.path else None
        if cell is not None and isinstance(operation, Store):
            written.setdefault(cell, set()).add(operation.value)
    # a lock is set and set back
    flags = {c for c, values in written.items() if len(values) == 1 and all(isinstance(v, Constant) for v in values)}
    found = requirements(flow, function, (store,), context) if flags else ()
    return any(ingredient.cell() in flags for requirement in found for ingredient in requirement.ingredients)


def _may_hold_address(variable: StateVariable, store: Store) -> bool:
    """False for a store to a member of a struct whose type is too small, or no number, for an address."""
    kind = variable.type
    while isinstance(kind, Mapping | Array):
        kind = kind.value if isinstance(kind, Mapping) else kind.base
    if not isinstance(kind, StructType) or not isinstance(store.value, Temporary | Variable):
        return True
    stored = store.value.type
    if isinstance(stored, ValueTypeType):
        stored = stored.definition.underlying
    sized, fixed = integer(stored), fixed_bytes(stored)
    if sized is not None:
        return sized[1] == _ADDRESS_BITS
    return stored != BOOL and not isinstance(stored, EnumType) and (fixed is None or fixed * 8 >= _ADDRESS_BITS)

"""Where a project keeps who may do what: storage that checks of the caller are made against."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from assay.core.errors import BudgetExceeded
from assay.solidity.flow.analysis import Flow
from assay.solidity.flow.conditions import Principal
from assay.solidity.flow.effects import Cell, cell_of
from assay.solidity.model.declarations import Function, Parameter, StateVariable


@dataclass(frozen=True, slots=True)
class Authority:
    """A cell and one function that lets only those pass whom it names."""

    cell: Cell
    principal: Principal
    guarded: Function


def authorities(flow: Flow) -> dict[Cell, tuple[Authority, ...]]:
    """By cell, the functions that check the caller against it, in source order; computed once for a flow."""
    return flow.keep("authorities", lambda: _authorities(flow))


def _authorities(flow: Flow) -> dict[Cell, tuple[Authority, ...]]:
    found: dict[Cell, list[Authority]] = {}
    for function in _bodies(flow):
        try:
            places = flow.principals(function)
        except BudgetExceeded:
            continue
        named = {(p.kind, p.what): p for who in places.values() for p in who if p.cells}
        for _, principal in sorted(named.items()):
            # a library's storage parameter is somebody else's storage, which can't be told here
            for cell in (c for c in principal.cells if not isinstance(c[0], Parameter)):
                found.setdefault(cell, []).append(Authority(cell, principal, function))
    return {cell: tuple(each) for cell, each in found.items()}


def _bodies(flow: Flow) -> Iterator[Function]:
    """Functions, then modifiers: one that no function uses still says who was meant to have a right."""
    yield from flow.project.functions
    for contract in flow.project.contracts:
        yield from (f for f in contract.functions if f.kind == "modifier" and f.implemented)


_KNOWN = frozenset({"owner", "role", "fixed", "self", "authority"})


def named(cell: Cell) -> str:
    """A cell for people: `owner`, `_roles.hasRole`."""
    return ".".join(str(getattr(part, "name", part)) for part in cell)


def restricted_writers(flow: Flow, cell: Cell) -> tuple[Function, ...]:
    """Functions that store to a cell and that only owners, roles or fixed addresses can make do so."""
    found: list[Function] = []
    for function, store in flow.writers.get(cell[0], ()) if isinstance(cell[0], StateVariable) else ():
        if cell_of(store.place) == cell and function.kind != "constructor" and function not in found:
            allowed = flow.who_may(function, store)
            if allowed and all(p.kind in _KNOWN for p in allowed):
                found.append(function)
    return tuple(found)


def set_at_deployment(flow: Flow) -> frozenset[Cell]:
    """Cells that constructors write, or that are declared with a value."""
    return flow.keep("set at deployment", lambda: _set_at_deployment(flow))


def _set_at_deployment(flow: Flow) -> frozenset[Cell]:
    found: set[Cell] = set()
    for contract in flow.project.contracts:
        found |= {(v,) for v in contract.state.values() if v.node.value is not None}
        constructor = contract.constructor
        if constructor is not None and constructor.implemented:
            try:
                found |= set(flow.effects(constructor).writes)
            except BudgetExceeded:
                continue
    return frozenset(found)

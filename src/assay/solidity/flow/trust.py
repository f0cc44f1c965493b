"""Who chose a callee: the code, the deployer, an owner, the caller himself.

A callee that the code or the deployer fixed is as trusted as the code; one that an owner can set is as trusted as
the owner; one that comes from calldata, from the caller or from what anybody registered is not trusted at all.
"""

from __future__ import annotations

from enum import IntEnum

from assay.solidity.flow.analysis import Flow
from assay.solidity.flow.origins import THIS, UNKNOWN, Origin, Origins
from assay.solidity.flow.principals import is_restricted
from assay.solidity.ir.operations import ExternalCall
from assay.solidity.model.declarations import Parameter, StateVariable
from assay.solidity.model.types import Mapping


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
            return of_state(flow, variable)
        case "storage", _:
            return Trust.OWNER
        case (("external" | "balance"), ExternalCall() as call) if depth:
            # whoever answers is believed as much as he is trusted
            return min(Trust.OWNER, trust(flow, flow.receivers.get(call, frozenset({UNKNOWN})), depth - 1))
        case _:
            return Trust.UNKNOWN


def of_state(flow: Flow, variable: StateVariable) -> Trust:
    """By who writes it after deployment. Mappings and arrays count as a whole."""
    lowest = Trust.FIXED
    for function, store in flow.writers.get(variable, ()):
        if function.kind == "constructor":
            continue
        who = flow.who_may(function, store)
        if who and not is_restricted(who):
            return Trust.CHOSEN
        if who:
            lowest = Trust.OWNER
    return lowest

"""Who chose a callee: the code, the deployer, an owner, the caller himself.

A callee that the code or the deployer fixed is as trusted as the code; one that an owner can set is as trusted as
the owner; one that comes from calldata, from the caller or from what anybody registered is not trusted at all.
"""

from __future__ import annotations

from enum import IntEnum

from assay.solidity.flow.analysis import Flow
from assay.solidity.flow.origins import SENDER, THIS, TX_ORIGIN, Origins
from assay.solidity.flow.principals import is_restricted
from assay.solidity.model.declarations import StateVariable


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


def trust(flow: Flow, origins: Origins) -> Trust:
    """The least trusted of all origins that an address can have; an address without origins is a literal."""
    return min((_of(flow, o.kind, o.what, o in (SENDER, TX_ORIGIN)) for o in origins if o != THIS), default=Trust.FIXED)


def _of(flow: Flow, kind: str, what: object, caller: bool) -> Trust:
    if caller or kind in ("parameter", "calldata"):
        return Trust.CHOSEN
    if kind in ("fixed", "created", "this"):
        return Trust.FIXED
    if kind == "storage" and isinstance(what, StateVariable):
        return of_state(flow, what)
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

"""What outsiders supply to a value: the origins of an internal function's parameters are those of what callers pass."""

from __future__ import annotations

from assay.solidity.flow.analysis import Flow
from assay.solidity.flow.origins import Origin, Origins
from assay.solidity.model.declarations import Function, Parameter

_DEPTH = 6
_STEPS_MOST = 300
"""Parameters looked up in callers for one question; what is left then stays a parameter."""


def supplied(flow: Flow, function: Function, origins: Origins) -> Origins:
    """`origins` with each parameter of a function that only this code calls replaced by what its callers pass.

    What remains a `parameter` is one of an entry: whoever calls chooses it. A constructor's is the `deployer`'s.
    """
    found: set[Origin] = set()
    seen: set[Parameter] = set()
    pending = [(function, o, 0) for o in sorted(origins, key=str)]
    steps = 0
    while pending:
        where, origin, depth = pending.pop()
        steps += 1
        if depth >= _DEPTH or steps > _STEPS_MOST:
            found.add(origin)
            continue
        if where.kind == "constructor" and origin.kind == "parameter":
            found.add(Origin("deployer"))
        elif where.is_entry or not isinstance(origin.what, Parameter) or origin.what not in where.parameters:
            found.add(origin)
        elif origin.what not in seen:
            seen.add(origin.what)
            position = where.parameters.index(origin.what)
            for caller, call in flow.callers.get(where, ()):
                if position < len(call.arguments):
                    given = flow.origins(caller).of_argument(call.arguments[position])
                    pending += [(caller, o, depth + 1) for o in sorted(given, key=str)]
    return frozenset(found)

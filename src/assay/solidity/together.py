"""What one execution does together with an operation, before or after it."""

from __future__ import annotations

from assay.solidity.flow.dominance import reachable
from assay.solidity.flow.effects import Site
from assay.solidity.ir import operations as op
from assay.solidity.views import FunctionView


def write_with(function: FunctionView, operation: op.AnyOperation) -> Site | None:
    """The first write of storage that some execution makes as well as `operation`; None when there is none.

    Looked for in the function with all that it calls and, when it can't be entered from outside, in whatever calls it
    directly.
    """
    found = _in(function, operation)
    if found is not None or function.function.is_entry:
        return found
    for caller, call in function.flow.callers.get(function.function, ()):
        found = _in(FunctionView(caller, function.flow), call)
        if found is not None:
            return found
    return None


def _in(function: FunctionView, operation: op.AnyOperation) -> Site | None:
    here, _ = function.graph.block_of[operation]
    after = reachable(here)
    for site in function.effects.writes.values():
        block, _ = function.graph.block_of[function.first(site)]
        if block is here or block in after or here in reachable(block):
            return site
    return None

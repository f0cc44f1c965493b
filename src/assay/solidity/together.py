"""What one execution does together with an operation, before or after it."""

from __future__ import annotations

from dataclasses import dataclass

from assay.core.evidence import Evidence, Step
from assay.solidity.flow.dominance import reachable
from assay.solidity.flow.effects import Site
from assay.solidity.ir import operations as op
from assay.solidity.views import FunctionView


@dataclass(frozen=True, slots=True)
class Together:
    """A write that some execution makes as well as an operation."""

    write: Site
    function: FunctionView
    """Whose `write` it is: the one that was asked about, or one that calls it."""
    before: bool
    """The write comes first, when both stand on one path."""


def write_with(function: FunctionView, operation: op.AnyOperation) -> Together | None:
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


def told(
    function: FunctionView, operation: op.AnyOperation, note: str, other: Together | None, note_of_write: str
) -> tuple[list[Step], list[Evidence]]:
    """Path and further evidence for an operation and the write beside it, in the order in which they run."""
    step = function.step(operation, note)
    if other is None:
        return [step], []
    if other.function.function is not function.function:
        return [step], [other.function.at(other.write.operation)]
    steps = function.steps(other.write, note_of_write)
    return ([*steps, step] if other.before else [step, *steps]), []


def runs_before(function: FunctionView, first: op.AnyOperation, second: op.AnyOperation) -> bool:
    """Whether a path leads from `first` to `second`, both in the function's own graph."""
    (here, at), (there, then) = function.graph.block_of[first], function.graph.block_of[second]
    return at < then if here is there else there in reachable(here)


def _in(function: FunctionView, operation: op.AnyOperation) -> Together | None:
    for site in function.effects.writes.values():
        first = function.first(site)
        if first is operation or runs_before(function, operation, first):
            return Together(site, function, first is not operation and runs_before(function, first, operation))
        if runs_before(function, first, operation):
            return Together(site, function, True)
    return None

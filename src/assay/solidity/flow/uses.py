"""What becomes of a value: whether it decides a branch, is returned, is stored, or is never looked at."""

from __future__ import annotations

from collections.abc import Iterator

from assay.solidity.flow.analysis import Flow
from assay.solidity.ir import operations as op
from assay.solidity.ir.graph import Block, Branch, Graph, Return
from assay.solidity.ir.values import Value, Variable
from assay.solidity.model.declarations import Contract, Function

_CALLS_DEEP = 4
"""Internal calls that a value is followed into; beyond them it counts as handed on."""

Use = op.AnyOperation | Branch | Return


def reached(graph: Graph, value: Value, definition: op.AnyOperation | None = None) -> Iterator[Use]:
    """Uses of `value` that some path leads to from `definition` without another write of it in between.

    Without `definition`, the value is what the function is entered with (a parameter). A branch whose two sides are
    the same block is not a use: it decides nothing.
    """
    start, first = (graph.entry, 0) if definition is None else graph.block_of[definition]
    pending, seen = [(start, first if definition is None else first + 1)], set[Block]()
    while pending:
        block, index = pending.pop()
        overwritten = False
        for operation in block.operations[index:]:
            if value in operation.inputs:
                yield operation
            if value in operation.outputs:
                overwritten = True
                break
        if overwritten:
            continue
        match block.end:
            case Branch(condition=condition, yes=yes, no=no) if condition == value and yes is not no:
                yield block.end
            case Return(values=values) if value in values:
                yield block.end
        for successor in reversed(block.successors):
            if successor not in seen:
                seen.add(successor)
                pending.append((successor, 0))


def influence(
    flow: Flow, function: Function, context: Contract | None, definition: op.AnyOperation, value: Value
) -> frozenset[str]:
    """What the value that `definition` writes to `value` has a part in, through assignments, arithmetic and calls.

    `branch`, `return`, `state` (storage), `memory`, `event`, `call` (handed to another contract, or to code that is
    not followed); empty when nothing depends on it.
    """
    return _influence(flow, function, context, definition, value, 0)


def _influence(
    flow: Flow,
    function: Function,
    context: Contract | None,
    definition: op.AnyOperation | None,
    value: Value,
    deep: int,
) -> frozenset[str]:
    graph, found = flow.graph(function), set[str]()
    pending: list[tuple[op.AnyOperation | None, Value]] = [(definition, value)]
    seen = {(definition, value)}
    while pending:
        where, what = pending.pop()
        for use in reached(graph, what, where):
            kinds, goes_on = _used(flow, context, use, what, deep)
            found |= kinds
            onward: list[tuple[op.AnyOperation | None, Value]] = (
                [(use, target) for target in use.outputs] if goes_on and not isinstance(use, Branch | Return) else []
            )
            pending += [pair for pair in onward if pair not in seen]
            seen.update(onward)
    return frozenset(found)


def _used(flow: Flow, context: Contract | None, use: Use, value: Value, deep: int) -> tuple[set[str], bool]:
    """What a use makes of the value, and whether it goes on in what the operation writes."""
    match use:
        case Branch():
            return {"branch"}, False
        case Return():
            return {"return"}, False
        case op.Assign() | op.Convert() | op.Arithmetic() | op.Negate() | op.Load() | op.Refer():
            return set(), True
        case op.Store(place=place):
            return {"state" if place.storage else "memory"}, False
        case op.Emit():
            return {"event"}, False
        case op.Compute(results=results, name=name):
            if name == "yul.pop":
                return set(), False
            # NOTE: Yul builtins that only have effects (`mstore`, `log1`) are given a result that nothing reads
            return ({"memory"} if name.startswith("yul.") or not results else set()), True
        case op.InternalCall():
            return _passed(flow, context, use, value, deep)
        case _:
            return {"call"}, False


def _passed(
    flow: Flow, context: Contract | None, call: op.InternalCall, value: Value, deep: int
) -> tuple[set[str], bool]:
    target = flow.dispatch.target(call, context)
    if target is None or deep >= _CALLS_DEEP:
        return {"call"}, True
    found: set[str] = set()
    for declared, argument in zip(target.parameters, call.arguments, strict=False):
        if argument == value:
            found |= _influence(flow, target, context, None, Variable(declared), deep + 1)
    return found - {"return"}, "return" in found

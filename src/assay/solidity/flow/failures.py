"""What a failing call does to its caller: whether it takes the whole transaction down with it."""

from __future__ import annotations

from assay.solidity.flow.analysis import Flow
from assay.solidity.flow.effects import Site
from assay.solidity.flow.uses import reached
from assay.solidity.ir import operations as op
from assay.solidity.ir.graph import Block, Branch, Return, Stop
from assay.solidity.ir.values import Value, Variable
from assay.solidity.model.declarations import Contract, Function

_CALLS_DEEP = 4


def always_reverts(flow: Flow, context: Contract | None, block: Block, deep: int = 0) -> bool:
    """No path from the block on comes to an end without reverting; one that loops for ever counts too.

    A call of a function that always reverts ends a path as a revert does.
    """
    pending, seen = [block], {block}
    while pending:
        here = pending.pop()
        if any(isinstance(o, op.InternalCall) and _never_returns(flow, context, o, deep) for o in here.operations):
            continue
        if isinstance(here.end, Return | Stop):
            return False
        pending += [s for s in here.successors if s not in seen]
        seen.update(here.successors)
    return True


def _never_returns(flow: Flow, context: Contract | None, call: op.InternalCall, deep: int) -> bool:
    target = flow.dispatch.target(call, context) if deep < _CALLS_DEEP else None
    return target is not None and always_reverts(flow, context, flow.graph(target).entry, deep + 1)


def failure_reverts(flow: Flow, function: Function, context: Contract | None, site: Site) -> bool:
    """Whether a failure of the external call at `site`, seen from `function`, reverts everything done so far.

    `transfer` and calls through an interface revert by themselves, low-level calls when their result is required:
    where they are made, in a helper that gets the result, or in a caller that it is returned to.
    """
    call = site.operation
    if not isinstance(call, op.ExternalCall) or call.tried:
        return False
    if not call.low_level:
        return True
    holders = [function]
    for step in site.through:
        target = flow.dispatch.target(step, context)
        if target is None:
            return False
        holders.append(target)
    definition: op.AnyOperation = call
    results: tuple[Value, ...] = call.results[:1]
    for holder, through in zip(reversed(holders), (*reversed(site.through), None), strict=True):
        answers = [_required(flow, holder, context, definition, r, 0) for r in results]
        if any(required for required, _ in answers):
            return True
        if through is None or not any(returned for _, returned in answers):
            return False
        definition, results = through, through.results
    return False


def _required(
    flow: Flow,
    function: Function,
    context: Contract | None,
    definition: op.AnyOperation | None,
    value: Value,
    deep: int,
) -> tuple[bool, bool]:
    """Whether a branch on the value has a side that only reverts, and whether the value is returned."""
    graph, returned = flow.graph(function), False
    pending = [(definition, value)]
    seen = {(definition, value)}
    while pending:
        where, what = pending.pop()
        for use in reached(graph, what, where):
            onward: tuple[Value, ...] = ()
            match use:
                case Branch(yes=yes, no=no):
                    if always_reverts(flow, context, yes) != always_reverts(flow, context, no):
                        return True, returned
                case Return():
                    returned = True
                case op.Assign() | op.Convert() | op.Negate() | op.Arithmetic():
                    onward = use.outputs
                case op.InternalCall():
                    required, back = _passed(flow, context, use, what, deep)
                    if required:
                        return True, returned
                    onward = use.results if back else ()
                case _:
                    pass
            for target in onward:
                if not isinstance(use, Branch | Return) and (use, target) not in seen:
                    seen.add((use, target))
                    pending.append((use, target))
    return False, returned


def _passed(flow: Flow, context: Contract | None, call: op.InternalCall, value: Value, deep: int) -> tuple[bool, bool]:
    target = flow.dispatch.target(call, context)
    if target is None or deep >= _CALLS_DEEP:
        return False, False
    answers = [
        _required(flow, target, context, None, Variable(declared), deep + 1)
        for declared, argument in zip(target.parameters, call.arguments, strict=False)
        if argument == value
    ]
    return any(required for required, _ in answers), any(back for _, back in answers)

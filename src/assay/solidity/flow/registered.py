"""Whether a value was registered before it is used: a check looks it, or a hash of it, up in storage.

`require(isTarget[target])`, `require(scheduled[keccak256(abi.encode(target, data))] < block.timestamp)`: the caller
may choose among what storage knows, and no more.
"""

from __future__ import annotations

from assay.solidity.flow.analysis import Flow
from assay.solidity.flow.origins import Origins, bind, substitute
from assay.solidity.flow.trust import Trust, of_state
from assay.solidity.ir import operations as op
from assay.solidity.ir.graph import Branch
from assay.solidity.ir.values import Key, Value
from assay.solidity.model.declarations import Contract, Function, Parameter
from assay.solidity.model.types import BYTES32, UINT, Type, ValueTypeType

_DEPTH = 6


def registered(flow: Flow, function: Function, context: Contract | None, wanted: Origins) -> bool:
    """Whether some branch of `function`, or of what it calls, tests storage under a key made from all of `wanted`."""
    caller_made = frozenset(o for o in wanted if o.kind in ("parameter", "calldata"))
    return bool(caller_made) and _tested(flow, function, context, caller_made, None, 0)


def _tested(
    flow: Flow,
    function: Function,
    context: Contract | None,
    wanted: Origins,
    bound: dict[Parameter, Origins] | None,
    depth: int,
) -> bool:
    graph = flow.graph(function)
    origins = flow.origins(function, context)

    def here(found: Origins) -> Origins:
        return found if bound is None else substitute(found, bound)

    for _, _, operation in graph.operations:
        if isinstance(operation, op.Load) and operation.place.storage:
            if (
                wanted <= here(origins.keys_of(operation.place))
                and _decides(flow, function, operation.target)
                and (_hashed(operation, wanted) or _kept_by_owner(flow, operation))
            ):
                return True
        elif isinstance(operation, op.InternalCall) and depth < _DEPTH:
            passed = {p: here(o) for p, o in bind(operation, origins).items()}
            target = flow.dispatch.target(operation, context)
            if target is None or not any(wanted <= o for o in passed.values()):
                continue
            if _tested(flow, target, context, wanted, passed, depth + 1):
                return True
    return False


def _kept_by_owner(flow: Flow, load: op.Load) -> bool:
    state = load.place.state
    return state is not None and of_state(flow, state) is not Trust.CHOSEN


def _hashed(load: op.Load, wanted: Origins) -> bool:
    """Whether a key is a word that `wanted`, being of other types, can only have become by hashing."""
    types = {o.what.type for o in wanted if isinstance(o.what, Parameter)}
    words = (BYTES32, UINT)
    keys = [_underlying(step.value.type) for step in load.place.path if isinstance(step, Key)]
    return any(key in words and key not in types for key in keys)


def _underlying(kind: Type) -> Type:
    return kind.definition.underlying if isinstance(kind, ValueTypeType) else kind


def _decides(flow: Flow, function: Function, value: Value) -> bool:
    """Whether the value reaches a branch or is returned, through arithmetic and copies."""
    graph = flow.graph(function)
    seen: set[Value] = set()
    pending = [value]
    while pending:
        current = pending.pop()
        if current in seen:
            continue
        seen.add(current)
        if current in graph.returns:
            return True
        for use in graph.uses.get(current, []):
            if isinstance(use, Branch):
                return True
            if isinstance(use, op.Operation):
                pending.extend(use.outputs)
    return False

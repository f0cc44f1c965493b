"""Which places a value was loaded from, as it stands: through copies, casts and the parameters of internal calls."""

from __future__ import annotations

from assay.solidity.flow.analysis import Flow
from assay.solidity.flow.effects import Site
from assay.solidity.ir import operations as op
from assay.solidity.ir.values import Place, Value, Variable
from assay.solidity.model.declarations import Contract, Function


def places_of(flow: Flow, function: Function, value: Value) -> tuple[op.Load, ...]:
    """The loads whose result the value can be, unchanged but for casts, within one function."""
    definitions = flow.graph(function).definitions
    return tuple(
        operation
        for copy in copies_of(flow, function, value)
        for operation in definitions.get(copy, [])
        if isinstance(operation, op.Load)
    )


def places_of_site(
    flow: Flow, function: Function, context: Contract | None, site: Site, value: Value
) -> tuple[op.Load, ...]:
    """As `places_of` for a value of the site's own function; a parameter is looked for in what the callers pass."""
    holders = [function]
    for call in site.through:
        target = flow.dispatch.target(call, context)
        if target is None:
            return ()
        holders.append(target)
    found: list[op.Load] = []
    wanted: list[Value] = [value]
    for depth in range(len(site.through), -1, -1):
        holder = holders[depth]
        found += [load for w in wanted for load in places_of(flow, holder, w)]
        if depth == 0:
            break
        call = site.through[depth - 1]
        passed = {Variable(p): a for p, a in zip(holder.parameters, call.arguments, strict=False)}
        copies = [c for w in wanted for c in copies_of(flow, holder, w) if c in passed]
        wanted = [a for c in copies if not isinstance(a := passed[c], Place)]
    return tuple(dict.fromkeys(found))


def copies_of(flow: Flow, function: Function, value: Value) -> list[Value]:
    """The value and all that it can be a copy or a cast of, within one function."""
    definitions = flow.graph(function).definitions
    found = [value]
    for one in found:
        for operation in definitions.get(one, []):
            if isinstance(operation, op.Assign | op.Convert) and operation.value not in found:
                found.append(operation.value)
    return found

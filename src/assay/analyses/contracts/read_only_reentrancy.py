"""Read-only reentrancy: a view computes from state of which one half is settled and the other not, during a call."""

from collections.abc import Iterator
from dataclasses import dataclass

from assay.analyses.contracts._open_state import CALLEE, can_come_back, cell_name, overlap
from assay.core.errors import BudgetExceeded
from assay.core.outcome import Confidence, Exposure, Found, Outcome, RuleId, Severity
from assay.core.rule import Area, Rule, answers
from assay.core.subject import PartKind, SubjectKind
from assay.solidity.facts import Functions, FunctionView
from assay.solidity.flow.effects import Cell, Site, cell_of
from assay.solidity.flow.origins import Origin
from assay.solidity.flow.payments import moves_value
from assay.solidity.flow.registered import registered
from assay.solidity.flow.slices import backward
from assay.solidity.flow.trust import Trust, trust
from assay.solidity.ir import operations as op
from assay.solidity.ir.values import Place, Value
from assay.solidity.model import types as t
from assay.solidity.model.declarations import Function, StateVariable

RULE = Rule(
    id=RuleId("contracts.read-only-reentrancy"),
    title="A view can be asked while its state is half settled",
    kinds=(SubjectKind.CODE,),
    per=PartKind.FUNCTION,
    area=Area.IMPLEMENTATION,
    severities=(Severity.MEDIUM, Severity.LOW),
    tags=("owasp:SC05:2025", "owasp:SC02:2025", "swc:107", "cwe:841", "dasp:reentrancy"),
    meaning=(
        "The function moves one part of its state, calls out, and moves the other part afterwards. A view divides one "
        "part by the other: who gets control in between meets a price that never holds, and can use it in every "
        "contract that asks this one for it. A lock on the function does not help, since the view does not check "
        "it.\n\n"
        "Not flagged: calls after all writes, views that check the lock, views that read one part alone, callees that "
        "were fixed by the code or at deployment, and the single contract that an owner set."
    ),
    remedy="Settle all state before the call, or let the view revert while the lock is held.",
    references=(
        "https://owasp.org/www-project-smart-contract-top-10/2025/en/src/SC05-reentrancy-attacks.html",
        "https://swcregistry.io/docs/SWC-107",
    ),
    flagged=("read_only_reentrancy_balance_old.sol", "read_only_reentrancy_shares.sol"),
    clean=(
        "read_only_reentrancy_clean_settled.sol",
        "read_only_reentrancy_clean_view_checks_lock.sol",
        "read_only_reentrancy_clean_views_of_one_part.sol",
    ),
)


Operations = tuple[op.AnyOperation, ...]


@dataclass(frozen=True, slots=True)
class _Half:
    """A call, what is written only after it, and what was settled before or by it."""

    function: FunctionView
    site: Site
    callee: Trust
    late: Cell
    write: Site
    early: str


@answers(RULE)
def read_only_reentrancy(functions: Functions) -> Iterator[Outcome]:
    """One finding for each function, at its first call during which some view is wrong."""
    for function in functions:
        if not function.is_write_entry:
            continue
        try:
            found = next(_in(function), None)
        except BudgetExceeded as error:
            yield RULE.unknown(function.part, because=str(error))
            continue
        if found is not None:
            yield found


def _in(function: FunctionView) -> Iterator[Found]:
    calls = [(site, callee) for site in function.effects.calls if (callee := _callee(function, site)) is not None]
    divided = [(view, tuple(_divided(view))) for view in _views(function)] if calls else []
    for site, callee in calls:
        late = {cell: write for (after, cell), write in function.effects.late_writes.items() if after == site}
        for view, divisions in divided:
            quotient = next(_torn(divisions, site, late, function.effects.settled[site]), None)
            if quotient is not None and not _checks_lock(function, site, view):
                cell, settled = quotient
                yield _found(_Half(function, site, callee, cell, late[cell], settled), view)


def _callee(function: FunctionView, site: Site) -> Trust | None:
    """Who gets control there; None when he can't use it, or nobody but an owner brings it about."""
    call = site.operation
    if not isinstance(call, op.ExternalCall) or not can_come_back(call):
        return None
    if function.exposure_at(site) is not Exposure.ANYONE:
        return None
    receiver = function.of_site(site, call.receiver)
    found = trust(function.flow, receiver)
    if registered(function.flow, function.function, function.context, receiver):
        found = max(found, Trust.OWNER)
    if found is Trust.OWNER:  # a token of a list hands control on to whom it pays, if it has hooks
        return found if moves_value(call) and any(_is_of_many(o) for o in receiver) else None
    return None if found is Trust.FIXED else found


def _is_of_many(origin: Origin) -> bool:
    """Passed in, or kept in a table: a single contract that an owner set was looked at before."""
    state = origin.what
    return origin.kind == "parameter" or (
        isinstance(state, StateVariable) and isinstance(state.type, t.Mapping | t.Array)
    )


def _views(function: FunctionView) -> tuple[FunctionView, ...]:
    """What others can ask this contract for: numbers, by functions that change nothing."""
    entries = function.context.entries if function.context is not None else ()
    asked = [f for f in entries if not f.writes_allowed and any(t.integer(r.type) for r in f.returns)]
    return tuple(FunctionView(f, function.flow) for f in asked)


def _torn(
    divisions: tuple[tuple[Operations, Operations], ...], site: Site, late: dict[Cell, Site], early: frozenset[Cell]
) -> Iterator[tuple[Cell, str]]:
    """Where what is written late is divided by what is settled, or the other way round."""
    for above, below in divisions:
        for one, other in ((above, below), (below, above)):
            unsettled = [c for c in late if c not in early and any(overlap(r, c) for r in _cells(one))]
            apart = [c for c in _cells(other) if c not in _cells(one)]
            settled = [cell_name(r) for r in apart if any(overlap(r, c) for c in early)]
            if _sends_ether(site) and any(_is_ether(o) for o in other):
                settled.append("the balance of this contract")
            if unsettled and settled:
                yield unsettled[0], settled[0]


def _divided(view: FunctionView) -> Iterator[tuple[Operations, Operations]]:
    """Dividend and divisor of each division that a returned number comes from."""
    for result in view.graph.returns:
        for where, operation in backward(view.flow, view.function, view.context, result).operations:
            match operation:
                case op.Arithmetic(operator="/", left=left, right=right) if not _is_helper(where.name):
                    yield _slice(view, where, left), _slice(view, where, right)
                case op.InternalCall(function=called, arguments=(*above, below)) if called.name == "div":
                    yield _slice(view, where, *above), _slice(view, where, below)
                case op.InternalCall(function=called, arguments=(a, b, c, *_)) if _is_helper(called.name):
                    yield _slice(view, where, a, b), _slice(view, where, c)


def _is_helper(name: str) -> bool:
    """The libraries' divisions, which are read where they are called."""
    return name == "div" or name.lower().startswith("muldiv")


def _slice(view: FunctionView, where: Function, *values: Value | Place) -> Operations:
    found: list[op.AnyOperation] = []
    for value in values:
        if not isinstance(value, Place):
            found += [o for _, o in backward(view.flow, where, view.context, value).operations]
    return tuple(found)


def _cells(operations: Operations) -> list[Cell]:
    loads = [cell_of(o.place) for o in operations if isinstance(o, op.Load)]
    return list(dict.fromkeys(c for c in loads if c is not None))


def _is_ether(operation: op.AnyOperation) -> bool:
    return isinstance(operation, op.Compute) and operation.name in ("member.balance", "yul.selfbalance")


def _sends_ether(site: Site) -> bool:
    call = site.operation
    return isinstance(call, op.ExternalCall) and call.value is not None


def _checks_lock(function: FunctionView, site: Site, view: FunctionView) -> bool:
    """The view refuses to answer while the lock is held that the function holds at the call."""
    lock = function.lock_at(site)
    if lock is None:
        return False
    required = view.requirements_to_return()
    asked = {i.cell() for r in required for i in r.ingredients} - {None}
    if lock.cell in asked or any("unknown" in r.concerns for r in required):
        return True
    return any(view.lock(last) is not None for _, _, last in view.graph.operations[-1:])


def _found(half: _Half, view: FunctionView) -> Found:
    function, site, late = half.function, half.site, cell_name(half.late)
    return RULE.found(
        function.part,
        f"during this call {view.name} divides by or into {late}, which is written only afterwards, while "
        f"{half.early} has moved already",
        at=function.entered(function.first(site)),
        severity=Severity.MEDIUM if half.callee <= Trust.UNKNOWN else Severity.LOW,
        confidence=Confidence.MEDIUM,
        exposure=Exposure.ANYONE,
        path=[
            *function.steps(site, "control leaves to " + CALLEE[half.callee]),
            *function.steps(half.write, f"{late} is written only now"),
        ],
        evidence=[view.head()],
    )

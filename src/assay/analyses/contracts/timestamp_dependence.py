"""Timestamp dependence: the few seconds that a block's producer may shift its time by decide something."""

from collections.abc import Iterator

from assay.core.errors import BudgetExceeded
from assay.core.outcome import Confidence, Exposure, Found, Outcome, RuleId, Severity
from assay.core.rule import Area, Rule, answers
from assay.core.subject import PartKind, SubjectKind
from assay.solidity.facts import Functions, FunctionView
from assay.solidity.flow.draws import decides, draws
from assay.solidity.flow.origins import SENDER, Origin
from assay.solidity.flow.payments import moves_value, pays
from assay.solidity.flow.slices import backward
from assay.solidity.ir import operations as op
from assay.solidity.ir.values import Constant, Environment, Value
from assay.solidity.model import literals
from assay.solidity.model.declarations import StateVariable
from assay.solidity.syntax import nodes as syntax

NOW = "block.timestamp"
IS_NOW = frozenset({Origin("block", NOW)})
SHIFT_MOST = 900
"""Seconds that producers could once shift the time by; what takes longer is not theirs to decide."""
COPIES_MOST = 5
"""Assignments and casts that a value is followed through."""
ORDERS = frozenset({"<", "<=", ">", ">="})

RULE = Rule(
    id=RuleId("contracts.timestamp-dependence"),
    title="A few seconds of block time decide",
    kinds=(SubjectKind.CODE,),
    per=PartKind.FUNCTION,
    area=Area.IMPLEMENTATION,
    severities=(Severity.MEDIUM, Severity.LOW),
    tags=("owasp:SC03:2025", "swc:116", "cwe:829", "dasp:time_manipulation"),
    meaning=(
        "A block's time is what its producer says, within seconds on proof of stake and minutes before. That is "
        "enough to win where the remainder of the time picks, where one exact second is asked for (which may "
        "well have no block at all), or where whoever came last for a minute takes the pot. A moment that is "
        "written into the code can't be moved when the chain is late.\n\n"
        "Not flagged: deadlines, locks and interest over minutes or more, and checks that something happened in "
        "an earlier block."
    ),
    remedy="Let nothing hang on less than some minutes, compare with >= instead of ==, and draw from a VRF.",
    references=(
        "https://swcregistry.io/docs/SWC-116",
        "https://docs.soliditylang.org/en/latest/units-and-global-variables.html#block-and-transaction-properties",
    ),
    flagged=(
        "timestamp_dependence_decides_winner.sol",
        "timestamp_dependence_exact_moment.sol",
        "timestamp_dependence_old.sol",
    ),
    clean=("timestamp_dependence_clean_accrual.sol", "timestamp_dependence_clean_deadline.sol"),
)


@answers(RULE)
def timestamp_dependence(functions: Functions) -> Iterator[Outcome]:
    """One finding for each draw, comparison or record that seconds decide."""
    for function in functions:
        try:
            yield from _drawn(function)
            for comparison in function.each(op.Arithmetic):
                yield from _compared(function, comparison)
            yield from _recorded(function)
        except BudgetExceeded as error:
            yield RULE.unknown(function.part, because=str(error))


def _drawn(function: FunctionView) -> Iterator[Found]:
    for draw in draws(function.flow, function.function, function.context):
        if draw.names == (NOW,) and not draw.state and decides(function.graph, draw) & {"branch", "key", "paid"}:
            yield _found(function, draw.operation, "the remainder of the block's time picks")
            return


def _compared(function: FunctionView, comparison: op.Arithmetic) -> Iterator[Found]:
    for now, other in ((comparison.left, comparison.right), (comparison.right, comparison.left)):
        if comparison.operator in ORDERS and _is_own_age(function, now):
            yield _found(function, comparison, "this block's time is compared with itself")
        elif not _is_plain(function, now):
            continue
        elif comparison.operator in ("==", "!=") and _is_planned(function, other):
            yield _found(function, comparison, "only one exact second passes")
        elif comparison.operator in ORDERS and _is_moment(other):
            yield _found(function, comparison, "a moment that is fixed in the code decides", slight=True)
        else:
            continue
        return


def _is_plain(function: FunctionView, value: Value) -> bool:
    """The time itself, not what was computed from it."""
    if function.of(value) != IS_NOW:
        return False
    for _ in range(COPIES_MOST):
        match value if isinstance(value, Environment) else function.definition(value):
            case Environment(name=name):
                return name == NOW
            case op.Assign(value=inner) | op.Convert(value=inner):
                value = inner
            case _:
                return False
    return False


def _is_planned(function: FunctionView, other: Value) -> bool:
    """A moment that was computed or set beforehand, and is not just the time of an earlier block."""
    if isinstance(other, Constant):
        return _is_moment(other)
    behind = backward(function.flow, function.function, function.context, other, stored=True)
    sums = any(isinstance(o, op.Arithmetic) and o.operator == "+" for _, o in behind.operations)
    return sums or any(_is_planned_at_birth(s) for s in behind.state)


def _is_planned_at_birth(state: StateVariable) -> bool:
    return isinstance(state.node.value, syntax.Binary) and state.node.value.operator == "+"


def _is_moment(value: Value) -> bool:
    """A date between 2001 and 2100, in seconds."""
    return isinstance(value, Constant) and 10**9 <= (value.number or 0) < 4_102_444_800


def _is_own_age(function: FunctionView, value: Value) -> bool:
    """`now - x` where x, passed from elsewhere, is this block's time too."""
    difference = function.definition(value)
    if not isinstance(difference, op.Arithmetic) or difference.operator != "-":
        return False
    if not _is_plain(function, difference.left) or _is_plain(function, difference.right):
        return False
    behind = backward(function.flow, function.function, function.context, difference.right)
    read = {name for _, _, name in behind.environment}
    return read == {NOW} and not behind.state and not any(isinstance(o, op.Arithmetic) for _, o in behind.operations)


def _recorded(function: FunctionView) -> Iterator[Found]:
    """Whoever is recorded here as the last one is paid when nobody comes for a minute."""
    if not function.is_write_entry or function.context is None:
        return
    moments = [s for s in function.each(op.Store) if _is_scalar(s) and _is_plain_now(s.value)]
    leaders = {s.place.state for s in function.each(op.Store) if _is_scalar(s) and function.of(s.value) == {SENDER}}
    for moment in moments if leaders else ():
        for other in (f for f in function.context.entries if f is not function.function):
            view = FunctionView(other, function.flow)
            state = moment.place.state
            if any(_is_paid(view, leader) for leader in leaders) and _is_short(view, state):
                what = f"who comes last for less than {SHIFT_MOST // 60} minutes is paid by {view.name}"
                yield _found(function, moment, what)
                return


def _is_scalar(store: op.Store) -> bool:
    return store.place.state is not None and not store.place.path


def _is_plain_now(value: Value) -> bool:
    return isinstance(value, Environment) and value.name == NOW


def _is_paid(view: FunctionView, leader: StateVariable | None) -> bool:
    return any(
        isinstance(s.operation, op.ExternalCall)
        and moves_value(s.operation)
        and any(o.what is leader for o in view.of_site(s, s.operation.receiver))
        for s in view.effects.calls
    )


def _is_short(view: FunctionView, moment: StateVariable | None) -> bool:
    """The time is held against the recorded moment and a few minutes at most."""
    for comparison in view.each(op.Arithmetic):
        both = view.of(comparison.left) | view.of(comparison.right)
        if comparison.operator in ORDERS and both >= IS_NOW and any(o.what is moment for o in both):
            spans = [_seconds(o.what) for o in both if isinstance(o.what, StateVariable) and o.what is not moment]
            spans += [v.number for v in _constants(view, comparison)]
            known = [s for s in spans if s is not None]
            return bool(known) and len(known) == len(spans) and sum(known) <= SHIFT_MOST
    return False


def _constants(view: FunctionView, comparison: op.Arithmetic) -> Iterator[Constant]:
    for side in comparison.inputs:
        computed = view.definition(side)
        for value in (side, *(computed.inputs if computed is not None else ())):
            if isinstance(value, Constant):
                yield value


def _seconds(state: StateVariable) -> int | None:
    value = state.node.value
    found = literals.number(value) if isinstance(value, syntax.Literal) else None
    return int(found) if found is not None else None


def _found(function: FunctionView, operation: op.AnyOperation, what: str, *, slight: bool = False) -> Found:
    exposure = function.exposure(operation)
    worth = pays(function.effects) and exposure is Exposure.ANYONE and not slight
    return RULE.found(
        function.part,
        f"{what}, and a block's producer sets that time within a few seconds",
        at=function.at(operation),
        severity=Severity.MEDIUM if worth or "paid by" in what else Severity.LOW,
        confidence=Confidence.MEDIUM,
        exposure=exposure,
        path=[function.step(operation, "this hangs on the block's time")],
    )

"""msg.value in a loop: the same ether is counted once for every turn."""

from collections.abc import Iterator

from assay.core.outcome import Confidence, Exposure, Found, Outcome, RuleId, Severity
from assay.core.rule import Area, Rule, answers
from assay.core.subject import PartKind, SubjectKind
from assay.solidity.facts import Functions, FunctionView
from assay.solidity.flow.dominance import Loop
from assay.solidity.flow.loaded import copies_of
from assay.solidity.flow.origins import THIS
from assay.solidity.ir import operations as op
from assay.solidity.ir.graph import Branch
from assay.solidity.ir.values import Constant, Environment, Key, Value, Variable

_ORDER = frozenset({"<", "<=", ">", ">=", "==", "!="})

RULE = Rule(
    id=RuleId("contracts.msg-value-in-loop"),
    title="The same msg.value is used again in every turn",
    kinds=(SubjectKind.CODE,),
    per=PartKind.FUNCTION,
    area=Area.IMPLEMENTATION,
    severities=(Severity.HIGH, Severity.MEDIUM),
    tags=("owasp:SC03:2025", "cwe:837", "dasp:other"),
    meaning=(
        "msg.value stays the same for the whole call. A loop that credits it, sends it or compares a price with it in "
        "every turn counts one payment many times; a payable multicall that delegates to its own contract does the "
        "same with every function that it is told to run. The caller is credited with, or buys for, ether of "
        "others.\n\n"
        "High where every turn credits it to somebody. Not flagged: a share of msg.value worked out by division, a "
        "rest that goes down turn by turn, and a total that is compared with msg.value."
    ),
    remedy="Split msg.value before the loop, or keep a rest that each turn takes its part from.",
    references=("https://github.com/crytic/slither/wiki/Detector-Documentation#msgvalue-inside-a-loop",),
    flagged=(
        "msg_value_in_loop_credited_each.sol",
        "msg_value_in_loop_old.sol",
        "msg_value_in_loop_payable_multicall.sol",
        "msg_value_in_loop_price_in_helper.sol",
        "msg_value_in_loop_through_helper.sol",
    ),
    clean=(
        "msg_value_in_loop_clean_divided_before.sol",
        "msg_value_in_loop_clean_helper_of_one.sol",
        "msg_value_in_loop_clean_running_rest.sol",
        "msg_value_in_loop_clean_total_compared.sol",
        "msg_value_in_loop_clean_multicall_not_payable.sol",
    ),
)


@answers(RULE)
def msg_value_in_loop(functions: Functions) -> Iterator[Outcome]:
    """One finding for each use of msg.value that a loop repeats, and for each multicall that repeats others' uses."""
    for function in functions:
        reported: set[op.AnyOperation] = set()
        for loop in function.loops:
            for operation in (o for b in sorted(loop.blocks, key=lambda b: b.number) for o in b.operations):
                how = _repeats(function, loop, operation)
                if how is not None and operation not in reported and not _no_ether(function, operation):
                    reported.add(operation)
                    yield from _found(function, operation, *how)
        yield from _multicall(function)


def _repeats(function: FunctionView, loop: Loop, operation: op.AnyOperation) -> tuple[str, Severity] | None:
    """What each turn does with the whole of msg.value, and how bad that is."""
    match operation:
        case op.Store(place=place, value=value) if place.storage and _is_whole(function, value):
            varies = any(isinstance(step, Key) for step in place.path)
            return ("each turn stores the same msg.value", Severity.HIGH) if varies else None
        case op.Arithmetic(operator="+", left=left, right=right):
            whole = _is_whole(function, left) or _is_whole(function, right)
            credited = whole and _is_stored(function, operation)
            return ("each turn adds the same msg.value", Severity.HIGH) if credited else None
        case op.ExternalCall(value=Variable() | Environment() as value) if _is_whole(function, value):
            return "each turn sends the same msg.value", Severity.MEDIUM
        case op.Arithmetic(operator=operator, left=left, right=right) if operator in _ORDER:
            for mine, other in ((left, right), (right, left)):
                if _is_whole(function, mine) and _is_price(function, loop, other):
                    return "each turn is paid with the same msg.value", Severity.MEDIUM
        case op.InternalCall():
            return _through(function, operation)
    return None


def _is_whole(function: FunctionView, value: Value) -> bool:
    """msg.value itself or a plain copy of it; a rest that something is taken from is no copy any more."""
    copies = copies_of(function.flow, function.function, value)
    definitions = [d for c in copies for d in function.graph.definitions.get(c, [])]
    only_copied = all(isinstance(d, op.Assign | op.Convert) for d in definitions)
    return only_copied and any(isinstance(c, Environment) and c.name == "msg.value" for c in copies)


def _is_stored(function: FunctionView, operation: op.Arithmetic) -> bool:
    uses = function.graph.uses.get(operation.target, [])
    return any(isinstance(use, op.Store) and use.place.storage for use in uses)


def _is_price(function: FunctionView, loop: Loop, other: Value) -> bool:
    """What one turn costs: no zero, no running total, nothing worked out from the number of turns."""
    if isinstance(other, Constant):
        return other.text != "0"
    copies = copies_of(function.flow, function.function, other)
    computed = [o for c in copies for o in function.graph.definitions.get(c, []) if not isinstance(o, op.Assign)]
    return not any(isinstance(o, op.Arithmetic) for o in computed) and bool(_work(loop))


def _work(loop: Loop) -> bool:
    return any(
        isinstance(o, op.ExternalCall | op.InternalCall) or (isinstance(o, op.Store) and o.place.storage)
        for b in loop.blocks
        for o in b.operations
    )


def _through(function: FunctionView, call: op.InternalCall) -> tuple[str, Severity] | None:
    """A helper that is run in every turn and adds msg.value to something, by itself or because it is handed it."""
    target = function.target(call)
    if target is None or not target.writes_allowed:
        return None
    inner = FunctionView(target, function.flow)
    handed = [Variable(p) for p, a in zip(target.parameters, call.arguments, strict=False) if _is_argument(function, a)]
    for addition in inner.each(op.Arithmetic):
        sides = (addition.left, addition.right)
        own = any(isinstance(s, Environment) and s.name == "msg.value" for s in sides)
        if addition.operator == "+" and (own or any(s in handed for s in sides)) and _is_stored(inner, addition):
            return f"each turn lets {target.name} add the same msg.value", Severity.HIGH
    if any(_asks_a_price(inner, check) for _, check in inner.graph.branches):
        return f"each turn lets {target.name} be paid with the same msg.value", Severity.MEDIUM
    return None


def _asks_a_price(inner: FunctionView, check: Branch) -> bool:
    """msg.value against something kept in storage for what is bought: a fee of nothing, or of all, is no price."""
    compared = inner.definition(check.condition)
    if not isinstance(compared, op.Arithmetic) or compared.operator not in _ORDER:
        return False
    for mine, other in ((compared.left, compared.right), (compared.right, compared.left)):
        if isinstance(mine, Environment) and mine.name == "msg.value":
            kept = [inner.definition(c) for c in copies_of(inner.flow, inner.function, other)]
            return any(
                isinstance(o, op.Load) and o.place.storage and any(isinstance(s, Key) for s in o.place.path)
                for o in kept
            )
    return False


def _is_argument(function: FunctionView, argument: object) -> bool:
    return isinstance(argument, Variable | Environment) and _is_whole(function, argument)


def _no_ether(function: FunctionView, operation: op.AnyOperation) -> bool:
    """A check before has found msg.value zero, or nobody gets here."""
    if function.exposure(operation) is Exposure.NOBODY:
        return True
    return any(_asks_for_none(function, check) for check in function.checks_before(operation))


def _asks_for_none(function: FunctionView, check: Branch) -> bool:
    compared = function.definition(check.condition)
    return (
        isinstance(compared, op.Arithmetic)
        and compared.operator == "=="
        and isinstance(compared.left, Environment)
        and compared.left.name == "msg.value"
        and isinstance(compared.right, Constant)
        and compared.right.text == "0"
    )


def _multicall(function: FunctionView) -> Iterator[Found]:
    if not function.function.is_entry or function.function.mutability != "payable":
        return
    repeated = {o for loop in function.loops for b in loop.blocks for o in b.operations}
    for site in function.effects.calls:
        call, first = site.operation, function.first(site)
        if not isinstance(call, op.ExternalCall) or call.kind != "delegatecall" or first not in repeated:
            continue
        if function.of_site(site, call.receiver) != frozenset({THIS}) or _no_ether(function, first):
            continue
        counted = _counts_value(function)
        if counted is not None:
            yield from _found(
                function,
                first,
                f"each call in the batch meets the same msg.value, and {counted} credits it",
                Severity.HIGH,
            )
            return


def _counts_value(function: FunctionView) -> str | None:
    """Another payable entry of the deployed contract that uses msg.value for more than a check of zero."""
    for entry in function.context.entries if function.context is not None else ():
        if entry is function.function or entry.mutability != "payable" or entry.kind != "function":
            continue
        for _, _, operation in function.flow.graph(entry).operations:
            if isinstance(operation, op.Arithmetic) and operation.operator in _ORDER:
                continue
            if any(isinstance(v, Environment) and v.name == "msg.value" for v in operation.inputs):
                return entry.name
    return None


def _found(function: FunctionView, operation: op.AnyOperation, message: str, severity: Severity) -> Iterator[Found]:
    exposure = function.exposure(operation)
    yield RULE.found(
        function.part,
        message,
        at=function.at(operation),
        severity=severity if exposure is Exposure.ANYONE else Severity.MEDIUM,
        confidence=Confidence.HIGH if severity is Severity.HIGH else Confidence.MEDIUM,
        exposure=exposure,
        path=[function.step(operation, "run again in every turn, with a msg.value that was paid once")],
        guards=[
            function.guard(check, "it does not count how often msg.value was used")
            for check in function.checks_before(operation)
        ],
    )

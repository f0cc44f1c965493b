"""Unchecked call: a low-level call reports failure as a value, and nothing looks at it."""

from collections.abc import Iterator

from assay.core.outcome import Confidence, Found, Outcome, RuleId, Severity
from assay.core.rule import Area, Rule, answers
from assay.core.subject import PartKind, SubjectKind
from assay.solidity.facts import Functions, FunctionView
from assay.solidity.flow.uses import influence
from assay.solidity.ir import operations as op
from assay.solidity.ir.values import Constant
from assay.solidity.syntax import nodes as syntax
from assay.solidity.syntax.walk import walk
from assay.solidity.together import told, write_with

_KINDS = ("call", "delegatecall", "callcode")
LAST_PRECOMPILE = 0x11
"""Addresses up to here are the machine's own functions: asked with the wrong input, they answer with nothing."""

RULE = Rule(
    id=RuleId("contracts.unchecked-call"),
    title="The result of a low-level call is ignored",
    kinds=(SubjectKind.CODE,),
    per=PartKind.FUNCTION,
    area=Area.IMPLEMENTATION,
    severities=(Severity.MEDIUM, Severity.LOW),
    tags=("owasp:SC06:2025", "swc:104", "cwe:252", "dasp:unchecked_low_level_calls"),
    meaning=(
        "`send`, `call`, `delegatecall`, `staticcall` and `callcode` do not revert when the callee fails; they return "
        "false. Code that goes on regardless settles a payment that was never made, and whoever can make the call "
        "fail (a receiver without a payable fallback, too little gas, too deep a stack) decides when.\n\n"
        "Medium where the same execution writes state, so that the books say done; low where nothing rests on it, as "
        "in a withdrawal that can be tried again. Not flagged: a result that a branch, a `require`, the caller, "
        "storage or an event gets, also by way of a helper, and static calls of which nothing is used at all."
    ),
    remedy="Require the result, or book the failure so that the receiver can collect later.",
    references=(
        "https://swcregistry.io/docs/SWC-104",
        "https://docs.soliditylang.org/en/latest/units-and-global-variables.html",
    ),
    flagged=(
        "unchecked_call_result_dropped.sol",
        "unchecked_call_send_old.sol",
        "unchecked_call_named_but_unused.sol",
        "unchecked_call_overwritten.sol",
        "unchecked_call_dropped_by_caller.sol",
        "unchecked_call_never_made_old.sol",
    ),
    clean=(
        "unchecked_call_clean_required.sol",
        "unchecked_call_clean_returned.sol",
        "unchecked_call_clean_booked_back.sol",
        "unchecked_call_clean_checked_by_helper.sol",
        "unchecked_call_clean_console.sol",
    ),
)


@answers(RULE)
def unchecked_call(functions: Functions) -> Iterator[Outcome]:
    """One finding for each call whose success nothing depends on."""
    for function in functions:
        for call in function.each(op.ExternalCall):
            if call.low_level and call.results and not _is_precompile(call) and not _is_idle(function, call):
                how = _ignored(function, call)
                if how:
                    yield _found(function, call, how)
        yield from _never_made(function)


def _is_precompile(call: op.ExternalCall) -> bool:
    number = call.receiver.number if isinstance(call.receiver, Constant) else None
    return number is not None and 0 < number <= LAST_PRECOMPILE


def _is_idle(function: FunctionView, call: op.ExternalCall) -> bool:
    """A static call of which nothing at all is used, as consoles for debugging make: it can't change anything."""
    if call.kind != "staticcall":
        return False
    if isinstance(call.node, syntax.YulCall):
        size = call.node.arguments[-1]
        return isinstance(size, syntax.YulLiteral) and size.text.strip("0x") == ""
    flow, body, context = function.flow, function.function, function.context
    return not any(influence(flow, body, context, call, result) for result in call.results)


def _ignored(function: FunctionView, call: op.ExternalCall) -> str:
    """How the success is lost; empty when something depends on it."""
    kinds = influence(function.flow, function.function, function.context, call, call.results[0])
    if not kinds:
        return "is ignored"
    if kinds == {"return"} and not function.function.is_entry and _dropped_by_callers(function):
        return "is returned to callers that ignore it"
    return ""


def _dropped_by_callers(function: FunctionView) -> bool:
    flow = function.flow
    callers = flow.callers.get(function.function, ())
    return bool(callers) and not any(
        influence(flow, caller, flow.dispatch.home(caller.contract), call, result)
        for caller, call in callers
        for result in call.results
    )


def _found(function: FunctionView, call: op.ExternalCall, how: str) -> Found:
    write = write_with(function, call)
    decoded = len(call.results) > 1 and bool(
        influence(function.flow, function.function, function.context, call, call.results[1])
    )
    rests = write is not None and not decoded and call.kind != "staticcall"
    path, evidence = told(
        function,
        call,
        "a failure here comes back as false, and execution goes on",
        write,
        "this state is settled whether the call worked or not",
    )
    return RULE.found(
        function.part,
        f"whether this {call.kind} to {_receiver(call)} worked {how}" + _consequence(call, rests),
        at=function.at(call),
        severity=Severity.MEDIUM if rests else Severity.LOW,
        confidence=Confidence.LOW if decoded else Confidence.HIGH if not write or rests else Confidence.MEDIUM,
        exposure=function.exposure(call),
        path=path,
        evidence=evidence,
    )


def _receiver(call: op.ExternalCall) -> str:
    written = call.node.function if isinstance(call.node, syntax.Call) else None
    if not isinstance(written, syntax.Member):
        return "the receiver"
    text = " ".join(call.body.file.text(written.base).split())
    return text if len(text) <= 60 else "the receiver"


def _consequence(call: op.ExternalCall, rests: bool) -> str:
    pays = call.kind == "send" or (call.value is not None and call.value != Constant("0", call.value.type))
    if rests:
        return ": state is settled as if it had " + ("been paid" if pays else "been done")
    return ""


def _never_made(function: FunctionView) -> Iterator[Found]:
    """`to.call.value(amount);` from before 0.7: says what a call would send, and makes none."""
    body = function.function.node.body
    for node in walk(body) if body is not None else ():
        match node:
            case syntax.Evaluate(
                expression=syntax.Call(
                    function=syntax.Member(base=syntax.Member(name=kind, base=receiver), name="value" | "gas")
                ) as call
            ) if kind in _KINDS:
                yield RULE.found(
                    function.part,
                    f"no {kind} is made: this only says what one to {function.text(receiver)} would carry",
                    at=function.span(call),
                    severity=Severity.MEDIUM if function.effects.writes else Severity.LOW,
                    confidence=Confidence.HIGH,
                    exposure=function.exposure(),
                )

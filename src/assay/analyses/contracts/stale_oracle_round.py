"""Stale oracle round: a feed's answer is used without a look at how old it is, or whether it is a price at all."""

from collections.abc import Iterator

from assay.core.outcome import Confidence, Found, Outcome, RuleId, Severity
from assay.core.rule import Area, Rule, answers
from assay.core.subject import PartKind, SubjectKind
from assay.solidity.facts import Functions, FunctionView
from assay.solidity.flow.slices import downstream
from assay.solidity.ir import operations as op
from assay.solidity.ir.values import Constant, Value, Variable

ROUND = "latestRoundData"
ANSWER = "latestAnswer"
TIMES = frozenset({"latestTimestamp", "getTimestamp", "latestRound"})
"""What is asked beside `latestAnswer` to learn its age."""
COMPARES = frozenset({"<", "<=", ">", ">=", "==", "!="})
_DEEP = 3
"""Calls that a value is followed into, and out of to the caller."""

RULE = Rule(
    id=RuleId("contracts.stale-oracle-round"),
    title="A feed's answer is taken at any age or sign",
    kinds=(SubjectKind.CODE,),
    per=PartKind.FUNCTION,
    area=Area.IMPLEMENTATION,
    severities=(Severity.MEDIUM, Severity.LOW),
    tags=("owasp:SC02:2025", "cwe:672", "cwe:754"),
    meaning=(
        "A feed keeps giving its last answer when it stops: in congestion, in a halt, after it was replaced. Who "
        "takes it without `updatedAt` trades at yesterday's price with those who know today's. The answer is "
        "signed, too: zero or less, cast to an unsigned number, is free or beyond all bounds.\n\n"
        "Not flagged: answers whose age and sign are checked here, in a function that is called with them, or by "
        "the caller that they are handed to together with their time."
    ),
    remedy="Require answer > 0 and block.timestamp - updatedAt to be at most the feed's heartbeat.",
    references=(
        "https://docs.chain.link/data-feeds/api-reference#latestrounddata",
        "https://owasp.org/www-project-smart-contract-top-10/2025/en/src/SC02-price-oracle-manipulation.html",
    ),
    flagged=(
        "stale_oracle_round_latest_answer_old.sol",
        "stale_oracle_round_sign_unchecked.sol",
        "stale_oracle_round_unchecked.sol",
    ),
    clean=("stale_oracle_round_clean_age_and_sign.sol", "stale_oracle_round_clean_checked_by_helper.sol"),
)


@answers(RULE)
def stale_oracle_round(functions: Functions) -> Iterator[Outcome]:
    """One finding for each call of a feed."""
    for function in functions:
        for call in function.each(op.ExternalCall):
            if function.name in (ROUND, ANSWER):  # another feed's front: who calls it has to look
                continue
            if call.name == ROUND and len(call.results) == 5:
                yield from _round(function, call)
            elif call.name == ANSWER and len(call.results) == 1:
                yield from _answer(function, call)


def _round(function: FunctionView, call: op.ExternalCall) -> Iterator[Found]:
    number, answer, _, updated, answered = call.results
    if answer not in function.graph.uses:
        return
    old = not _is_compared(function, updated, timed=True) and not _is_handed_out(function, updated)
    carried = old and _is_compared(function, answered) and _is_compared(function, number)
    if old:
        missing = "updatedAt is not looked at" if not carried else "only the round is looked at, not updatedAt"
        yield _found(function, call, f"{missing}: the price may be of any age", carried)
    elif not _has_sign_checked(function, answer) and not _is_handed_out(function, updated):
        yield _found(function, call, "it may be zero or negative", True)


def _answer(function: FunctionView, call: op.ExternalCall) -> Iterator[Found]:
    asked = {other.name for other in function.each(op.ExternalCall)}
    if call.results[0] in function.graph.uses and not asked & TIMES:
        yield _found(function, call, "nothing says how old it is", False)


def _has_sign_checked(function: FunctionView, answer: Value) -> bool:
    """Compared with anything, or kept signed for whoever takes it."""
    return _is_compared(function, answer) or not _is_used_as_price(function, answer)


def _is_used_as_price(function: FunctionView, answer: Value) -> bool:
    """The answer is made an unsigned number here, or enters arithmetic."""
    return any(
        isinstance(use, op.Convert | op.Arithmetic | op.InternalCall | op.Store | op.Compute)
        for value in downstream(function.graph, answer)
        for use in function.graph.uses.get(value, ())
    )


def _is_handed_out(function: FunctionView, updated: Value) -> bool:
    """The time goes back to a caller outside, with the answer."""
    if not function.function.is_entry:
        return False
    return any(r in downstream(function.graph, updated) for r in function.graph.returns)


def _is_compared(function: FunctionView, value: Value, deep: int = 0, *, timed: bool = False, up: bool = True) -> bool:
    """`value` has a part in a comparison, here, in a function that gets it, or in one that it is returned to.

    `timed`: that it is merely not zero does not count.
    """
    reach = downstream(function.graph, value)
    for _, _, operation in function.graph.operations:
        match operation:
            case op.Arithmetic(operator=operator) if operator in COMPARES and not reach.isdisjoint(operation.inputs):
                if not timed or not _only_presence(function, operation):
                    return True
            case op.InternalCall() if deep < _DEEP and not reach.isdisjoint(operation.inputs):
                target = function.target(operation)
                for declared, argument in zip(target.parameters if target else (), operation.arguments, strict=False):
                    if target is not None and argument in reach:
                        inner = FunctionView(target, function.flow)
                        if _is_compared(inner, Variable(declared), deep + 1, timed=timed, up=False):
                            return True
    return up and deep < _DEEP and _compared_by_caller(function, reach, deep, timed)


def _compared_by_caller(function: FunctionView, reach: frozenset[Value], deep: int, timed: bool) -> bool:
    positions = [i for i, r in enumerate(function.graph.returns) if r in reach]
    callers = function.flow.callers.get(function.function, ()) if positions else ()
    checks = [
        any(
            _is_compared(FunctionView(caller, function.flow), call.results[i], deep + 1, timed=timed)
            for i in positions
            if i < len(call.results)
        )
        for caller, call in callers
    ]
    return bool(checks) and all(checks)


def _only_presence(function: FunctionView, comparison: op.Arithmetic) -> bool:
    if not any(isinstance(v, Constant) and v.text in ("0", "1") for v in comparison.inputs):
        return False
    return not any(o.kind == "block" for v in comparison.inputs for o in function.of(v))


def _found(function: FunctionView, call: op.ExternalCall, what: str, slight: bool) -> Found:
    return RULE.found(
        function.part,
        f"the answer of {call.name} is used but {what}",
        at=function.at(call),
        severity=Severity.LOW if slight else Severity.MEDIUM,
        confidence=Confidence.MEDIUM if call.name == ANSWER else Confidence.HIGH,
        exposure=function.exposure(call),
        path=[function.step(call, "the feed is asked, and what it says is taken as it comes")],
    )

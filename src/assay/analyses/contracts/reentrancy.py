"""Reentrancy: a call leaves the contract between the read of a state variable and the write that settles it."""

from collections.abc import Iterator

from assay.analyses.contracts._open_state import OpenCall, open_calls
from assay.core.outcome import Confidence, Exposure, Found, Outcome, RuleId, Severity
from assay.core.rule import Area, Rule, answers
from assay.core.subject import PartKind, SubjectKind
from assay.solidity.facts import Functions, FunctionView
from assay.solidity.flow.effects import Cell, Site
from assay.solidity.flow.trust import Trust

RULE = Rule(
    id=RuleId("contracts.reentrancy"),
    title="State is settled only after a call that can come back",
    kinds=(SubjectKind.CODE,),
    per=PartKind.FUNCTION,
    area=Area.IMPLEMENTATION,
    severities=(Severity.HIGH, Severity.MEDIUM, Severity.LOW),
    tags=("owasp:SC05:2025", "swc:107", "cwe:841", "dasp:reentrancy"),
    meaning=(
        "The function reads a state variable, calls out, and writes the variable only afterwards. Whoever gets "
        "control in between calls back and meets the old value: the same balance is paid twice, the same right "
        "used twice.\n\n"
        "Not flagged: a call after all writes (checks, effects, interactions), state that was settled before the call "
        "and is only put back after it, a call under a lock that other entries check too, `send` and `transfer` "
        "whose 2,300 gas buy no second call, static calls, and callees that were fixed by the code or at "
        "deployment."
    ),
    remedy="Write the state before the call, or take a reentrancy lock that all functions on this state check.",
    references=(
        "https://owasp.org/www-project-smart-contract-top-10/2025/en/src/SC05-reentrancy-attacks.html",
        "https://swcregistry.io/docs/SWC-107",
    ),
    flagged=(
        "reentrancy_call_before_update.sol",
        "reentrancy_call_value_old.sol",
        "reentrancy_nft_receiver_hook.sol",
        "reentrancy_through_internal_function.sol",
    ),
    clean=(
        "reentrancy_clean_effects_first.sol",
        "reentrancy_clean_loop_settles_each.sol",
        "reentrancy_clean_handwritten_lock.sol",
        "reentrancy_clean_immutable_callee.sol",
        "reentrancy_clean_lock_inlined.sol",
        "reentrancy_clean_transfer_stipend.sol",
    ),
)


@answers(RULE)
def reentrancy(functions: Functions) -> Iterator[Outcome]:
    """One finding for each call that leaves in the middle."""
    for function in functions:
        if function.function.is_entry and function.function.writes_allowed:
            yield from _in(function)


def _in(function: FunctionView) -> Iterator[Found]:
    """Of all calls between the read and the write of one variable the one that trusts least stands for all."""
    worst: dict[Cell, OpenCall] = {}
    seen: set[Site] = set()
    for found in open_calls(function):
        if found.site in seen or found.callee is Trust.FIXED or function.lock_at(found.site) is not None:
            continue
        seen.add(found.site)
        if found.cell not in worst or found.callee < worst[found.cell].callee:
            worst[found.cell] = found
    yield from (_found(one) for one in worst.values())


def _found(one: OpenCall) -> Found:
    function, leaving = one.function, one.function.first(one.site)
    exposure = function.exposure(leaving)
    return RULE.found(
        function.part,
        f"{one.name} is read before this call and written after it: a call back meets the old value",
        at=one.place(),
        severity=_severity(one, exposure),
        confidence=Confidence.HIGH if one.callee is Trust.CHOSEN and one.call.low_level else Confidence.MEDIUM,
        exposure=exposure,
        path=one.path(),
        guards=[
            function.guard(check, "it is passed again on the way back in, before the write")
            for check in function.checks_before(leaving)
        ],
    )


def _severity(one: OpenCall, exposure: Exposure) -> Severity:
    if exposure is not Exposure.ANYONE:
        return Severity.LOW
    if one.callee is Trust.CHOSEN:
        return Severity.HIGH if one.call.low_level else Severity.MEDIUM
    return Severity.MEDIUM if one.callee is Trust.UNKNOWN else Severity.LOW

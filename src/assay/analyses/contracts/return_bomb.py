"""Return bomb: a callee that must not be able to fail its caller returns more than the caller can afford to copy."""

from collections.abc import Iterator

from assay.core.outcome import Confidence, Exposure, Outcome, RuleId, Severity
from assay.core.rule import Area, Rule, answers
from assay.core.subject import PartKind, SubjectKind
from assay.solidity.facts import Functions, FunctionView
from assay.solidity.flow.effects import Site
from assay.solidity.flow.failures import failure_reverts
from assay.solidity.flow.trust import Trust, trust
from assay.solidity.ir import operations as op
from assay.solidity.ir.values import Constant
from assay.solidity.syntax import nodes as syntax

HARMLESS = 10_000
"""Gas that buys too little memory in the callee to hurt a caller who copies it: about 5 kB."""
COPIED_SINCE = (0, 4, 22)
"""Compilers that copy all returned data into memory, whether it is used or not."""

RULE = Rule(
    id=RuleId("contracts.return-bomb"),
    title="The gas of a call is limited, what it returns is not",
    kinds=(SubjectKind.CODE,),
    per=PartKind.FUNCTION,
    area=Area.IMPLEMENTATION,
    severities=(Severity.LOW,),
    tags=("owasp:SC10:2025", "cwe:400", "dasp:denial_of_service"),
    meaning=(
        "A limit on the gas of a low-level call and no check of its result say that the callee may fail and the caller "
        "goes on. But Solidity copies everything that the callee returns into memory, at the caller's expense, also "
        "when the code leaves the second value out. A callee chosen by a stranger returns as much as its gas can buy "
        "and makes the caller run out.\n\n"
        "Not flagged: calls whose failure reverts anyway, callees that the code or an owner chose, limits too low to "
        "buy much memory, and assembly that says how much is copied."
    ),
    remedy="Call in assembly and copy at most the bytes that are needed.",
    references=("https://github.com/nomad-xyz/ExcessivelySafeCall",),
    flagged=("return_bomb_callback.sol",),
    clean=("return_bomb_clean_required.sol", "return_bomb_clean_assembly.sol", "return_bomb_clean_stipend.sol"),
)


@answers(RULE)
def return_bomb(functions: Functions) -> Iterator[Outcome]:
    """One finding for each call that is fenced in by gas and not by size."""
    for function in functions:
        for call in function.each(op.ExternalCall):
            if not _is_fenced(call) or function.exposure(call) is not Exposure.ANYONE:
                continue
            if _chosen_before(function, call) and not _reverts(function, call):
                yield RULE.found(
                    function.part,
                    "the callee may fail, but all that it returns is copied: it can make this function run out of gas",
                    at=function.at(call),
                    confidence=Confidence.MEDIUM,
                    path=[function.step(call, "its gas is limited, the size of what comes back is not")],
                )


def _is_fenced(call: op.ExternalCall) -> bool:
    if call.kind not in ("call", "staticcall") or call.gas is None or not isinstance(call.node, syntax.Call):
        return False
    limit = call.gas.number if isinstance(call.gas, Constant) else None
    return call.body.file.version >= COPIED_SINCE and (limit is None or limit > HARMLESS)


def _chosen_before(function: FunctionView, call: op.ExternalCall) -> bool:
    """A stranger stored the callee; one whom the caller names himself can only hurt the caller."""
    origins = function.of(call.receiver)
    return all(o.kind == "storage" for o in origins) and trust(function.flow, origins) is Trust.CHOSEN


def _reverts(function: FunctionView, call: op.ExternalCall) -> bool:
    return failure_reverts(function.flow, function.function, function.context, Site(call))

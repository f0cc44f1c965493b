"""tx.origin as authority: a right is checked against who signed the transaction, not against who calls."""

from collections.abc import Iterator

from assay.core.outcome import Confidence, Outcome, RuleId, Severity
from assay.core.rule import Area, Rule, answers
from assay.core.subject import PartKind, SubjectKind
from assay.solidity.facts import Functions

RULE = Rule(
    id=RuleId("contracts.tx-origin"),
    title="A right is granted to tx.origin",
    kinds=(SubjectKind.CODE,),
    per=PartKind.FUNCTION,
    area=Area.IMPLEMENTATION,
    severities=(Severity.HIGH, Severity.MEDIUM),
    tags=("owasp:SC01:2025", "swc:115", "cwe:477", "dasp:access_control"),
    meaning=(
        "Whoever the holder of the right calls, on whatever pretext, can call on into this function: tx.origin is "
        "still the holder.\n\nNot flagged: `require(tx.origin == msg.sender)`, which keeps contracts out and grants "
        "nothing, and tx.origin that is only recorded."
    ),
    remedy="Check msg.sender.",
    references=("https://swcregistry.io/docs/SWC-115",),
    flagged=("tx_origin_authorises.sol", "tx_origin_modifier_old.sol"),
    clean=("tx_origin_clean_callers_only_people.sol", "tx_origin_clean_recorded.sol"),
)


@answers(RULE)
def tx_origin(functions: Functions) -> Iterator[Outcome]:
    """One finding for each check that lets tx.origin through."""
    for function in functions:
        reader = function.flow.reader(function.function, function.context)
        for _, check in function.graph.branches:
            allowed = [reader.principal(check.condition, holds) for holds in (True, False)]
            names = [p.what for p in allowed if p is not None and p.kind == "origin-only"]
            if names:
                yield RULE.found(
                    function.part,
                    f"tx.origin passes for {names[0]}: a contract that {names[0]} calls can act in its name",
                    at=function.at(check),
                    confidence=Confidence.HIGH,
                    path=[function.step(check, "who signed the transaction is taken for who calls")],
                )

"""Unprotected selfdestruct: anyone can destroy the contract, or take its ether with it."""

from collections.abc import Iterator

from assay.core.outcome import Confidence, Outcome, RuleId, Severity
from assay.core.rule import Area, Rule, answers
from assay.core.subject import PartKind, SubjectKind
from assay.solidity.facts import Functions, FunctionView
from assay.solidity.flow.effects import Site
from assay.solidity.flow.origins import is_given
from assay.solidity.ir import operations as op

RULE = Rule(
    id=RuleId("contracts.unprotected-selfdestruct"),
    title="Anyone can destroy the contract",
    kinds=(SubjectKind.CODE,),
    per=PartKind.FUNCTION,
    area=Area.IMPLEMENTATION,
    severities=(Severity.HIGH, Severity.MEDIUM, Severity.LOW),
    tags=("owasp:SC01:2025", "swc:106", "cwe:284", "dasp:access_control"),
    meaning=(
        "`selfdestruct` sends all ether away and, before the Cancun upgrade, ended the contract. Here anyone may call "
        "it. The worst case is a beneficiary that the caller chooses; a fixed one still lets strangers decide when it "
        "ends. It counts less when a state or a time has to be reached first and the ether goes where it should.\n\n"
        "Not flagged: under a check of the caller, wherever it stands, a signature or an entry kept for the caller."
    ),
    remedy="Let only the owner call it, or leave it out: since Cancun it does little more than send the ether.",
    references=("https://swcregistry.io/docs/SWC-106", "https://eips.ethereum.org/EIPS/eip-6780"),
    flagged=("unprotected_selfdestruct_open.sol", "unprotected_selfdestruct_suicide_old.sol"),
    clean=("unprotected_selfdestruct_clean_checked_inside.sol", "unprotected_selfdestruct_clean_modifier.sol"),
)


@answers(RULE)
def unprotected_selfdestruct(functions: Functions) -> Iterator[Outcome]:
    """One finding for each selfdestruct that strangers reach."""
    for function in functions:
        for site in function.sites(op.SelfDestruct) if function.is_write_entry else ():
            if function.is_open_at(site):
                yield from _judged(function, site)


def _judged(function: FunctionView, site: Site) -> Iterator[Outcome]:
    destruct = site.operation
    assert isinstance(destruct, op.SelfDestruct)
    requirements = function.requirements(site)
    if any(r.distinguishes for r in requirements):
        return
    if function.gaps:
        yield RULE.unknown(function.part, because=function.gaps[0])
        return
    chosen = is_given(function.of_site(site, destruct.beneficiary))
    reached_first = any(r.concerns & {"state", "time"} for r in requirements)
    if chosen:
        severity, message = Severity.HIGH, "anyone can destroy the contract and take its ether"
    elif reached_first:
        severity, message = Severity.LOW, "anyone can destroy the contract once its condition is met"
    else:
        severity, message = Severity.MEDIUM, "anyone can destroy the contract, at a time of his choice"
        if function.file.version < (0, 8, 0):
            severity = Severity.HIGH
    yield RULE.found(
        function.part,
        message,
        at=destruct.body.file.span(destruct.node),
        severity=severity,
        confidence=Confidence.HIGH,
        path=function.steps(site, "the contract ends and its ether leaves"),
        guards=[
            function.guard(branch, "it says nothing about who calls")
            for branch in function.checks_before(function.first(site))
        ],
    )

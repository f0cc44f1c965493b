"""Code size as a guard: a caller without code is taken for a person, but a contract under construction has none."""

from collections.abc import Iterator

from assay.core.outcome import Confidence, Exposure, Found, Outcome, RuleId, Severity
from assay.core.rule import Area, Rule, answers
from assay.core.subject import PartKind, SubjectKind
from assay.solidity.facts import Functions, FunctionView
from assay.solidity.flow.effects import Site
from assay.solidity.flow.ingredients import Ingredient
from assay.solidity.flow.origins import SENDER, TX_ORIGIN
from assay.solidity.flow.requirements import Requirement
from assay.solidity.ir import operations as op
from assay.solidity.ir.values import Constant

RULE = Rule(
    id=RuleId("contracts.code-size-check"),
    title="A contract under construction passes for a person",
    kinds=(SubjectKind.CODE,),
    per=PartKind.FUNCTION,
    area=Area.IMPLEMENTATION,
    severities=(Severity.LOW,),
    tags=("owasp:SC01:2025", "cwe:693", "dasp:other"),
    meaning=(
        "The function refuses callers that have code, to keep contracts out. While its constructor runs a contract "
        "has none: it calls from there and gets in, as often as contracts are created.\n\n"
        "Not flagged: a look at the code of a receiver or a target, which demands code, and msg.sender compared with "
        "tx.origin."
    ),
    remedy="Do without the difference, or compare msg.sender with tx.origin where only people may come.",
    references=("https://ethereum.stackexchange.com/q/15641",),
    flagged=("code_size_check_assembly.sol", "code_size_check_member.sol"),
    clean=("code_size_check_clean_origin.sol", "code_size_check_clean_target.sol"),
)


@answers(RULE)
def code_size_check(functions: Functions) -> Iterator[Outcome]:
    """One finding for each function that strangers change state or move value through behind such a check."""
    for function in functions:
        if function.is_write_entry:
            found = next(_in(function), None)
            if found is not None:
                yield found


def _in(function: FunctionView) -> Iterator[Found]:
    for site in (*function.sites(op.Store), *function.effects.calls):
        if isinstance(site.operation, op.Store) and not site.operation.place.storage:
            continue
        if function.exposure_at(site) is not Exposure.ANYONE:
            continue
        required = function.requirements(site)
        if any(TX_ORIGIN in r.reader.of(r.branch.condition) for r in required):
            continue
        yield from (_found(function, r, site) for r in required if _demands_none(r))


def _demands_none(requirement: Requirement) -> bool:
    """The size of the caller's code has to be zero, here or in the function that says so."""
    if not any(_is_size_of_caller(i) for i in requirement.ingredients):
        return False
    for ingredient in requirement.ingredients:
        test = ingredient.operation
        if isinstance(test, op.Arithmetic) and isinstance(test.right, Constant) and test.right.number == 0:
            return (test.operator == "==") == requirement.holds if test.operator in ("==", ">", "!=") else False
    return False


def _is_size_of_caller(ingredient: Ingredient) -> bool:
    match ingredient.operation:
        case op.Compute(name="yul.extcodesize" | "member.code", arguments=(who, *_)):
            return SENDER in ingredient.reader.of(who)
        case _:
            return False


def _found(function: FunctionView, requirement: Requirement, site: Site) -> Found:
    check = requirement.branch
    return RULE.found(
        function.part,
        "callers with code are refused here, but a contract that calls from its constructor has none yet",
        at=check.body.file.span(check.node),
        confidence=Confidence.HIGH,
        exposure=Exposure.ANYONE,
        path=function.steps(site, "a contract under construction comes this far"),
    )

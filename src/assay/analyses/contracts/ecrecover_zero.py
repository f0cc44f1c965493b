"""ecrecover zero: a bad signature recovers the zero address, and that may be what it is compared with."""

from collections.abc import Iterator

from assay.core.outcome import Confidence, Outcome, RuleId, Severity
from assay.core.rule import Area, Rule, answers
from assay.core.subject import PartKind, SubjectKind
from assay.solidity.facts import Functions, FunctionView
from assay.solidity.flow.authority import set_at_deployment
from assay.solidity.flow.conditions import Reader
from assay.solidity.flow.effects import Site
from assay.solidity.flow.origins import SIGNER, Origin, Origins
from assay.solidity.flow.requirements import Requirement
from assay.solidity.ir import operations as op
from assay.solidity.ir.graph import Branch
from assay.solidity.ir.values import Constant
from assay.solidity.model import types as t
from assay.solidity.model.declarations import StateVariable

RULE = Rule(
    id=RuleId("contracts.ecrecover-zero"),
    title="An invalid signature passes for the zero address",
    kinds=(SubjectKind.CODE,),
    per=PartKind.FUNCTION,
    area=Area.IMPLEMENTATION,
    severities=(Severity.HIGH, Severity.MEDIUM),
    tags=("owasp:SC04:2025", "cwe:347", "cwe:252", "dasp:access_control"),
    meaning=(
        "`ecrecover` does not fail: for an invalid signature it returns the zero address. Compared with an entry in "
        "storage that was never set (high), or with an address that the caller passes (medium), any rubbish is then a "
        "valid signature.\n\n"
        "Not flagged: the recovered address, or what it is compared with, is checked against zero, here or in a "
        "callee; comparison with a constant, an immutable or a variable that the constructor sets."
    ),
    remedy="Require the recovered address to differ from address(0).",
    references=("https://docs.soliditylang.org/en/latest/units-and-global-variables.html",),
    flagged=("ecrecover_zero_old.sol", "ecrecover_zero_unset_owner.sol"),
    clean=(
        "ecrecover_zero_clean_in_helper.sol",
        "ecrecover_zero_clean_owner_checked.sol",
        "ecrecover_zero_clean_signer_checked.sol",
    ),
)


@answers(RULE)
def ecrecover_zero(functions: Functions) -> Iterator[Outcome]:
    """One finding for each comparison of a recovered address with one that can be zero."""
    for function in functions:
        if not function.function.is_entry or function.contract is None or function.contract.kind == "library":
            continue
        site = next((s for s in function.sites(op.Compute) if _recovers(s)), None)
        if site is None:
            continue
        requirements = function.requirements_to_return()
        for requirement in requirements:
            other = _compared_with(requirement)
            if other is None or not _can_be_zero(function, other):
                continue
            if _is_checked(requirements, other) or _signer_is_checked(function, site):
                continue
            yield _found(function, requirement, other)


def _recovers(site: Site) -> bool:
    return isinstance(site.operation, op.Compute) and site.operation.name == "ecrecover"


def _compared_with(requirement: Requirement) -> Origins | None:
    """Where the address comes from that the signer has to equal; None when the condition is something else."""
    for test in _tests(requirement.reader, requirement.branch):
        sides = requirement.reader.of(test.left), requirement.reader.of(test.right)
        if (test.operator == "==") is not requirement.holds:
            continue
        for mine, other in (sides, sides[::-1]):
            if SIGNER in mine and SIGNER not in other and other:
                return other
    return None


def _tests(reader: Reader, branch: Branch) -> list[op.Arithmetic]:
    found = reader.graph.definitions.get(branch.condition, ())
    return [d for d in found if isinstance(d, op.Arithmetic) and d.operator in ("==", "!=")]


def _can_be_zero(function: FunctionView, other: Origins) -> bool:
    """Passed by the caller, an entry of a mapping, or a variable that no constructor sets."""
    deployed = {cell[0] for cell in set_at_deployment(function.flow)}
    return any(
        o.kind == "parameter" or (o.kind == "storage" and (_is_entry(o) or o.what not in deployed)) for o in other
    )


def _is_entry(origin: Origin) -> bool:
    return isinstance(origin.what, StateVariable) and isinstance(origin.what.type, t.Mapping)


def _is_checked(requirements: tuple[Requirement, ...], other: Origins) -> bool:
    """A condition says that the other address is not zero, before or after."""
    return any(
        (test.operator == "!=") is requirement.holds and mine and mine <= other
        for requirement in requirements
        for test in _tests(requirement.reader, requirement.branch)
        if (mine := _against_zero(requirement.reader, test)) is not None
    )


def _signer_is_checked(function: FunctionView, site: Site) -> bool:
    """Some function on the way to the recovery looks whether it gave zero, whatever it does about it."""
    reader = function.flow.reader(function.function, function.context)
    readers = [reader]
    for call in site.through:
        reader = reader.inside(call) or reader
        readers.append(reader)
    return any(
        SIGNER in (_against_zero(r, test) or ())
        for r in readers
        for _, branch in r.graph.branches
        for test in _tests(r, branch)
    )


def _against_zero(reader: Reader, test: op.Arithmetic) -> Origins | None:
    for value, zero in ((test.left, test.right), (test.right, test.left)):
        if isinstance(zero, Constant) and zero.text in ("0", ""):
            return reader.of(value)
    return None


def _found(function: FunctionView, requirement: Requirement, other: Origins) -> Outcome:
    names = sorted(getattr(o.what, "name", "") for o in other)
    name = next((n for n in names if n), "") or "the other side"
    unset = all(o.kind == "storage" for o in other)
    at = requirement.branch
    return RULE.found(
        function.part,
        f"an invalid signature recovers the zero address, and {name} can be zero",
        at=at.body.file.span(at.node),
        severity=Severity.HIGH if unset and function.is_write_entry else Severity.MEDIUM,
        confidence=Confidence.MEDIUM,
        path=[function.step(at, f"the recovered address is compared with {name}, neither of them with zero")],
    )

"""Readable secret: what a caller must know to get in is stored in the contract, where everybody reads it."""

from collections.abc import Iterator

from assay.core.outcome import Confidence, Exposure, Found, Outcome, RuleId, Severity
from assay.core.rule import Area, Rule, answers
from assay.core.subject import PartKind, SubjectKind
from assay.solidity.facts import Functions, FunctionView
from assay.solidity.flow.effects import Site
from assay.solidity.flow.origins import Origins
from assay.solidity.flow.payments import moves_value
from assay.solidity.flow.requirements import Requirement
from assay.solidity.ir import operations as op
from assay.solidity.model.declarations import Function, StateVariable

RULE = Rule(
    id=RuleId("contracts.readable-secret"),
    title="A secret is kept in storage, which everybody can read",
    kinds=(SubjectKind.CODE,),
    per=PartKind.FUNCTION,
    area=Area.IMPLEMENTATION,
    severities=(Severity.HIGH, Severity.MEDIUM),
    tags=("owasp:SC01:2025", "swc:136", "cwe:312", "dasp:other"),
    meaning=(
        "A function lets in whoever passes the value of a private variable. Private hides a variable from other "
        "contracts only: its slot, and the constructor's arguments, can be read by anyone with a node.\n\n"
        "Not flagged: a comparison of hashes, numbers that count (a nonce, a round), variables that the contract "
        "itself gives out, and functions that check their caller as well."
    ),
    remedy="Keep no secret on the chain: check msg.sender or a signature.",
    references=("https://swcregistry.io/docs/SWC-136",),
    flagged=("readable_secret_old.sol", "readable_secret_password.sol"),
    clean=("readable_secret_clean_expected_round.sol", "readable_secret_clean_owner_too.sol"),
)


@answers(RULE)
def readable_secret(functions: Functions) -> Iterator[Outcome]:
    """One finding for each function: the first check that a look at storage passes."""
    for function in functions:
        if function.is_write_entry:
            found = next(_in(function), None)
            if found is not None and function.gaps:
                yield RULE.unknown(function.part, because=function.gaps[0])
            elif found is not None:
                yield found


def _in(function: FunctionView) -> Iterator[Found]:
    for site in (*function.sites(op.ExternalCall), *function.sites(op.Store)):
        operation = site.operation
        pays = moves_value(operation)
        if not pays and not (isinstance(operation, op.Store) and operation.place.storage):
            continue
        if function.exposure_at(site) is not Exposure.ANYONE or not function.is_open_at(site):
            continue
        for requirement in function.requirements(site):
            secret = _secret(requirement)
            if secret is not None and _is_kept(function, secret):
                yield _found(function, requirement, secret, site, pays)


def _secret(requirement: Requirement) -> StateVariable | None:
    """The variable that what the caller passes must equal, both as they are or cut to fewer bytes."""
    for test in requirement.reader.graph.definitions.get(requirement.branch.condition, ()):
        if not isinstance(test, op.Arithmetic) or test.operator not in ("==", "!="):
            continue
        if (test.operator == "==") != requirement.holds:
            continue
        for one, other in ((test.left, test.right), (test.right, test.left)):
            given, kept = requirement.reader.of(one), requirement.reader.of(other)
            if _is_passed(given) and len(kept) == 1:
                state = next(iter(kept)).what
                if isinstance(state, StateVariable):
                    return state
    return None


def _is_passed(origins: Origins) -> bool:
    return bool(origins) and all(o.kind in ("parameter", "calldata") for o in origins)


def _is_kept(function: FunctionView, secret: StateVariable) -> bool:
    """Private, set from outside and never counted: nothing else in the contract gives it out or computes with it."""
    if secret.visibility == "public" or secret in function.flow.ledgers or "mapping" in str(secret.type):
        return False
    if str(secret.type).startswith("address") or str(secret.type) == "bool":
        return False
    writers = function.flow.writers.get(secret, ())
    told = [any(o.kind == "parameter" for o in function.flow.origins(f).of(store.value)) for f, store in writers]
    if not (all(told) and (told or secret.node.value is not None)):
        return False
    return not any(_gives_out(FunctionView(f, function.flow), secret) for f in _readers(function, secret))


def _readers(function: FunctionView, secret: StateVariable) -> Iterator[Function]:
    for other in function.flow.project.functions:
        if other.contract is not None and secret.contract in (other.contract, *other.contract.linearized):
            yield other


def _gives_out(view: FunctionView, secret: StateVariable) -> bool:
    """Returned or logged: no secret, then."""
    returned = any(any(o.what is secret for o in view.of(r)) for r in view.graph.returns)
    return returned or any(any(o.what is secret for a in e.arguments for o in view.of(a)) for e in view.each(op.Emit))


def _found(function: FunctionView, requirement: Requirement, secret: StateVariable, site: Site, pays: bool) -> Found:
    check = requirement.branch
    return RULE.found(
        function.part,
        f"whoever knows {secret.name} is let in, and everybody can read it from the contract's storage",
        at=check.body.file.span(check.node),
        severity=Severity.HIGH if pays else Severity.MEDIUM,
        confidence=Confidence.MEDIUM,
        exposure=Exposure.ANYONE,
        path=function.steps(site, "and this follows"),
    )

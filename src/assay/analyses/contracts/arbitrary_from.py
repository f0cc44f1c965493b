"""Arbitrary from: tokens are pulled from an address that the caller names, on the strength of what it approved."""

from collections.abc import Iterator

from assay.core.outcome import Confidence, Found, Outcome, RuleId, Severity
from assay.core.rule import Area, Rule, answers
from assay.core.subject import PartKind, SubjectKind
from assay.solidity.facts import Functions, FunctionView
from assay.solidity.flow.effects import Site
from assay.solidity.flow.origins import SENDER, SIGNER, Origins
from assay.solidity.flow.requirements import Requirement
from assay.solidity.ir import operations as op
from assay.solidity.ir.values import Place, Value

RULE = Rule(
    id=RuleId("contracts.arbitrary-from"),
    title="Tokens are taken from an address that the caller names",
    kinds=(SubjectKind.CODE,),
    per=PartKind.FUNCTION,
    area=Area.IMPLEMENTATION,
    severities=(Severity.HIGH, Severity.MEDIUM),
    tags=("owasp:SC01:2025", "owasp:SC04:2025", "cwe:862", "dasp:access_control"),
    meaning=(
        "`transferFrom(from, …)` succeeds for everybody who ever approved this contract. When the caller passes "
        "`from`, he spends the approvals of all users: their tokens pay for what he gets.\n\n"
        "Not flagged: `from` is the caller or is compared with him, an allowance from `from` to the caller is used up, "
        "`from` signed for it, or the function is only for a known caller."
    ),
    remedy="Take from msg.sender, or spend an allowance that `from` gave to the caller.",
    references=("https://eips.ethereum.org/EIPS/eip-20",),
    flagged=(
        "arbitrary_from_old.sol",
        "arbitrary_from_parameter.sol",
        "arbitrary_from_permit_came_back.sol",
    ),
    clean=(
        "arbitrary_from_clean_forwarder.sol",
        "arbitrary_from_clean_allowance_consumed.sol",
        "arbitrary_from_clean_caller_pays.sol",
        "arbitrary_from_clean_on_behalf.sol",
    ),
)
_NAMES = ("transferFrom", "safeTransferFrom")


@answers(RULE)
def arbitrary_from(functions: Functions) -> Iterator[Outcome]:
    """One finding for each pull from an address that strangers pick."""
    for function in functions:
        if not function.is_write_entry:
            continue
        for site, payer in _pulls(function):
            found = _judged(function, site, function.of_site(site, payer))
            if found is not None and function.gaps:
                yield RULE.unknown(function.part, because=function.gaps[0])
                break
            if found is not None:
                yield found


def _pulls(function: FunctionView) -> Iterator[tuple[Site, Value]]:
    """Calls by the names of ERC-20 and ERC-721, and through a library that wraps them."""
    for site in function.sites(op.ExternalCall):
        call = site.operation
        wrapped = any(inner.function.name in _NAMES for inner in site.through)
        if isinstance(call, op.ExternalCall) and call.name in _NAMES and len(call.arguments) in (3, 4) and not wrapped:
            yield site, call.arguments[0]
    for site in function.sites(op.InternalCall):
        call = site.operation
        if not isinstance(call, op.InternalCall) or call.function.name not in _NAMES or len(call.arguments) < 4:
            continue
        payer = call.arguments[1]
        owner = call.function.contract
        if owner is not None and owner.kind == "library" and not isinstance(payer, Place):
            yield site, payer


def _judged(function: FunctionView, site: Site, payer: Origins) -> Found | None:
    named = frozenset(o for o in payer if o.kind in ("parameter", "calldata"))
    if not named or SENDER in payer or not function.is_open_at(site):
        return None
    if _says_who_calls(function, site):
        return None
    if any(_about(r, named) for r in function.requirements(site)) or _spends_allowance(function, named):
        return None
    name = next((getattr(o.what, "name", "") for o in sorted(named, key=str)), "") or "calldata"
    return RULE.found(
        function.part,
        f"anyone can spend what others approved to this contract: it takes tokens from the address passed in {name}",
        at=site.operation.body.file.span(site.operation.node),
        severity=Severity.HIGH,
        confidence=Confidence.MEDIUM,
        path=function.steps(site, f"tokens of the address in {name} are spent"),
        guards=[
            function.guard(branch, f"it does not tie {name} to the caller")
            for branch in function.checks_before(function.first(site))
        ],
    )


def _says_who_calls(function: FunctionView, site: Site) -> bool:
    """The token was told just before in whose name it is called: it checks his allowance, not this contract's."""
    pull = site.operation
    if not isinstance(pull, op.ExternalCall):
        return False
    token = function.of_site(site, pull.receiver)
    return any(
        isinstance(call, op.ExternalCall)
        and not call.is_static
        and not call.low_level
        and len(call.arguments) == 1
        and function.of_site(other, call.arguments[0]) == {SENDER}
        and function.of_site(other, call.receiver) == token
        and function.always_before(other, site)
        for other in function.effects.calls
        for call in [other.operation]
    )


def _about(requirement: Requirement, named: Origins) -> bool:
    """The payer is compared with the caller or a signer, looked up together with him, or asked for elsewhere."""
    found = requirement.reader.of(requirement.branch.condition)
    concerns = requirement.concerns - ({"external"} if _only_came_back(requirement) else set())
    if SIGNER in found or concerns & {"signature", "external", "unknown", "hash"}:
        return True
    if found & named and SENDER in found:
        return True
    keys = [i.keys() for i in requirement.ingredients if isinstance(i.operation, op.Load)]
    return any(key & named for key in keys) or bool("answer" in requirement.concerns and found & named)


def _only_came_back(requirement: Requirement) -> bool:
    """Only whether a low-level call did not revert: a fallback, or an address without code, lets every permit pass."""
    calls = [i.operation for i in requirement.ingredients if isinstance(i.operation, op.ExternalCall)]
    if not calls or not all(call.low_level for call in calls):
        return False
    tested = requirement.branch.condition
    return all(call.results[:1] == (tested,) or _is_copy(requirement, tested, call) for call in calls)


def _is_copy(requirement: Requirement, tested: Value, call: op.ExternalCall) -> bool:
    definitions = requirement.reader.graph.definitions.get(tested, ())
    return bool(call.results) and all(isinstance(d, op.Assign) and d.value == call.results[0] for d in definitions)


def _spends_allowance(function: FunctionView, named: Origins) -> bool:
    """An entry of the payer is written: an allowance to the caller, a debt, a deposit that is his."""
    for site in function.sites(op.Store):
        keys = function.entry_keys(site)
        if any(key & named for key in keys) and (len(keys) > 1 or any(SENDER in key for key in keys)):
            return True
    return False

"""Arbitrary delegatecall: code that the caller chooses runs on this contract's storage and ether."""

from collections.abc import Iterator

from assay.core.outcome import Confidence, Found, Outcome, RuleId, Severity
from assay.core.rule import Area, Rule, answers
from assay.core.subject import PartKind, SubjectKind
from assay.solidity.facts import Functions, FunctionView
from assay.solidity.flow.authority import authorities
from assay.solidity.flow.effects import Site, cell_of
from assay.solidity.flow.origins import Origins
from assay.solidity.flow.requirements import Requirement
from assay.solidity.ir import operations as op
from assay.solidity.ir.values import Environment

RULE = Rule(
    id=RuleId("contracts.arbitrary-delegatecall"),
    title="Code that the caller chooses runs on the contract's own state",
    kinds=(SubjectKind.CODE,),
    per=PartKind.FUNCTION,
    area=Area.IMPLEMENTATION,
    severities=(Severity.HIGH, Severity.LOW),
    tags=("owasp:SC01:2025", "swc:112", "cwe:829", "dasp:access_control"),
    meaning=(
        "`delegatecall` lends storage, ether and identity to the called code. When the caller names the code, he owns "
        "the contract. When the code is fixed but every call that the contract does not know is handed to it, over "
        "state of the contract's own, each public function of that code is open to everyone (low: that is what a "
        "proxy is for, but a wallet was lost this way).\n\n"
        "Not flagged: a target that is looked up in a list or signed for, calls that only an owner can make, a "
        "contract that delegates to itself (multicall), simulations that always revert, code that only runs when it is "
        "itself delegated to, and proxies whose only state is the target and who may change it."
    ),
    remedy="Delegate only to code that is fixed or on an owner's list; pass on only the calls that you mean.",
    references=("https://swcregistry.io/docs/SWC-112",),
    flagged=(
        "arbitrary_delegatecall_library_over_own_state_old.sol",
        "arbitrary_delegatecall_old.sol",
        "arbitrary_delegatecall_target_parameter.sol",
    ),
    clean=(
        "arbitrary_delegatecall_clean_listed.sol",
        "arbitrary_delegatecall_clean_multicall_on_itself.sol",
        "arbitrary_delegatecall_clean_proxy.sol",
        "arbitrary_delegatecall_clean_simulation.sol",
    ),
)


@answers(RULE)
def arbitrary_delegatecall(functions: Functions) -> Iterator[Outcome]:
    """One finding for each delegate call whose code, or whose every function, strangers choose."""
    for function in functions:
        if not function.is_write_entry or function.flow.never_returns(function.function, function.context):
            continue
        for site in function.sites(op.ExternalCall):
            call = site.operation
            if isinstance(call, op.ExternalCall) and call.kind in ("delegatecall", "callcode"):
                yield from _judged(function, site, call)


def _judged(function: FunctionView, site: Site, call: op.ExternalCall) -> Iterator[Outcome]:
    if not function.is_open_at(site):
        return
    target = function.of_site(site, call.receiver)
    if _named(target):
        requirements = function.requirements(site)
        if any(_about(r, target) or r.only_delegated_to for r in requirements) or _once(function, site):
            return
        if function.gaps:
            yield RULE.unknown(function.part, because=function.gaps[0])
        else:
            yield _found(function, site, "anyone can run code of his choice on this contract's state and ether", True)
    elif _hands_on_everything(function, call) and _has_own_state(function, target):
        message = "every call is handed to this code, over the contract's own state: all its functions are open"
        yield _found(function, site, message, False)


def _named(target: Origins) -> bool:
    """The caller passes it; what others may have stored is a question of who may upgrade."""
    return any(o.kind in ("parameter", "calldata", "sender") for o in target)


def _about(requirement: Requirement, target: Origins) -> bool:
    """A condition that depends on the target (a list, a comparison with storage), or on a signature."""
    concerns = requirement.concerns
    if concerns & {"signature", "external", "unknown"}:
        return True
    looked_up = [i.keys() for i in requirement.ingredients if isinstance(i.operation, op.Load)]
    return bool("answer" in concerns and requirement.reader.of(requirement.branch.condition) & target) or any(
        keys & target for keys in looked_up
    )


def _once(function: FunctionView, site: Site) -> bool:
    """Under a condition on storage that the function itself sets: a set-up that runs one time."""
    written = {cell_of(s.operation.place) for s in function.sites(op.Store) if isinstance(s.operation, op.Store)}
    checked = {i.cell() for r in function.requirements(site) for i in r.ingredients}
    return bool((checked & written) - {None})


def _hands_on_everything(function: FunctionView, call: op.ExternalCall) -> bool:
    return function.function.kind == "fallback" and any(
        isinstance(a, Environment) and a.name == "msg.data" for a in call.arguments
    )


def _has_own_state(function: FunctionView, target: Origins) -> bool:
    """State beside the target and beside who may change it."""
    context = function.context
    rights = {cell[0] for cell in authorities(function.flow)} | {o.what for o in target}
    return context is not None and any(v.mutable and v not in rights for v in context.variables.values())


def _found(function: FunctionView, site: Site, message: str, chosen: bool) -> Found:
    return RULE.found(
        function.part,
        message,
        at=site.operation.body.file.span(site.operation.node),
        severity=Severity.HIGH if chosen else Severity.LOW,
        confidence=Confidence.HIGH if chosen else Confidence.LOW,
        path=function.steps(site, "the code runs with this contract's storage and ether"),
        guards=[
            function.guard(branch, "it does not say which code may run")
            for branch in function.checks_before(function.first(site))
        ],
    )

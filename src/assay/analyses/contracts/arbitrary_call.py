"""Arbitrary call: the caller chooses whom this contract calls and what it says there, in the contract's own name."""

from collections.abc import Iterator

from assay.core.outcome import Confidence, Found, Outcome, RuleId, Severity
from assay.core.rule import Area, Rule, answers
from assay.core.subject import PartKind, SubjectKind
from assay.solidity.facts import Functions, FunctionView
from assay.solidity.flow.effects import Site, cell_of
from assay.solidity.flow.ingredients import Ingredient
from assay.solidity.flow.origins import Origins, is_given
from assay.solidity.flow.payments import moves_value
from assay.solidity.flow.requirements import Requirement
from assay.solidity.ir import operations as op
from assay.solidity.ir.values import Constant

RULE = Rule(
    id=RuleId("contracts.arbitrary-call"),
    title="The caller chooses what the contract calls and with what data",
    kinds=(SubjectKind.CODE,),
    per=PartKind.FUNCTION,
    area=Area.IMPLEMENTATION,
    severities=(Severity.HIGH, Severity.MEDIUM),
    tags=("owasp:SC04:2025", "cwe:20", "cwe:441", "dasp:access_control"),
    meaning=(
        "The contract makes a call whose target and data both come from the caller. Whatever other contracts grant to "
        "this one, its tokens, the allowances that users gave it, its roles, the caller can use: he has it call "
        "`transfer` or `transferFrom` of a token. With the contract's ether added he simply takes that.\n\n"
        "Not flagged: calls that only an owner can make, targets from a list, calls that somebody signed for, a target "
        "or a function that is fixed, calls of the contract to itself, and results of simulations that always revert."
    ),
    remedy="Take targets and selectors from a list; keep allowances in a contract that makes no such calls.",
    references=(
        "https://owasp.org/www-project-smart-contract-top-10/2025/en/src/SC04-lack-of-input-validation.html",
        "https://cwe.mitre.org/data/definitions/441.html",
    ),
    flagged=("arbitrary_call_old.sol", "arbitrary_call_under_lock.sol", "arbitrary_call_with_approvals.sol"),
    clean=(
        "arbitrary_call_clean_forwarded_to_fixed.sol",
        "arbitrary_call_clean_listed_targets.sol",
        "arbitrary_call_clean_owner_only.sol",
        "arbitrary_call_clean_signed.sol",
    ),
)
_TOKEN_CALLS = frozenset({"transfer", "transferFrom", "approve", "safeTransfer", "safeTransferFrom", "forceApprove"})


@answers(RULE)
def arbitrary_call(functions: Functions) -> Iterator[Outcome]:
    """One finding for each low-level call that strangers can aim and fill."""
    for function in functions:
        if not function.is_write_entry or function.flow.never_returns(function.function, function.context):
            continue
        for site in function.sites(op.ExternalCall):
            found = _judged(function, site)
            if found is not None and function.gaps:
                yield RULE.unknown(function.part, because=function.gaps[0])
                break
            if found is not None:
                yield found


def _judged(function: FunctionView, site: Site) -> Found | None:
    call = site.operation
    if not isinstance(call, op.ExternalCall) or call.kind != "call" or len(call.arguments) != 1:
        return None
    target, data = function.of_site(site, call.receiver), _all(function, site, call)
    if not _is_passed(target) or not _is_whole(function, site, call) or not is_given(data):
        return None
    if not function.is_open_at(site):
        return None
    requirements = function.requirements(site)
    if any(_about(r, target) or r.only_delegated_to for r in requirements) or _once(function, site):
        return None
    sends = call.value is not None and not (isinstance(call.value, Constant) and call.value.number == 0)
    amount = function.of_site(site, call.value) if call.value is not None else frozenset()
    own_ether = sends and not any(o.kind == "msg.value" for o in amount)
    return RULE.found(
        function.part,
        "anyone can have this contract call any address with any data"
        + (", and send its ether along" if own_ether else ": its tokens and the allowances given to it are his"),
        at=call.body.file.span(call.node),
        severity=Severity.HIGH if own_ether or _holds_value(function) else Severity.MEDIUM,
        confidence=Confidence.HIGH if own_ether else Confidence.MEDIUM,
        path=function.steps(site, "the call is made in this contract's name"),
        guards=[
            function.guard(branch, "it does not say whom the contract may call")
            for branch in function.checks_before(function.first(site))
        ],
    )


def _all(function: FunctionView, site: Site, call: op.ExternalCall) -> Origins:
    return frozenset(o for argument in call.arguments for o in function.of_site(site, argument))


def _holds_value(function: FunctionView) -> bool:
    """It deals in tokens, or takes ether: there is something to lose."""
    context = function.context
    for base in context.linearized if context is not None else ():
        for method in base.methods():
            if method.is_entry and method.mutability == "payable" and method is not function.function:
                return True
            for _, _, o in function.flow.graph(method).operations:
                if isinstance(o, op.ExternalCall | op.InternalCall) and _called(o) in _TOKEN_CALLS:
                    return True
    return False


def _called(call: op.ExternalCall | op.InternalCall) -> str:
    return call.name if isinstance(call, op.ExternalCall) else call.function.name


def _is_passed(target: Origins) -> bool:
    """A parameter, or calldata; the caller's own address is a callback, which gives him nothing new."""
    return any(o.kind in ("parameter", "calldata") for o in target)


def _is_whole(function: FunctionView, site: Site, call: op.ExternalCall) -> bool:
    """The data is passed on as bytes, not built here around a function that the code names."""
    reader = function.reader_at(site)
    pending, seen = list(call.arguments), set(call.arguments)
    while pending:
        for definition in reader.graph.definitions.get(pending.pop(), ()):
            if isinstance(definition, op.Compute) and definition.name.startswith("abi.encode"):
                return False
            pending += [v for v in definition.inputs if v not in seen]
            seen.update(definition.inputs)
    return True


def _about(requirement: Requirement, target: Origins) -> bool:
    """A condition that depends on the target (a list, a comparison with storage), or on a signature."""
    concerns = requirement.concerns
    if concerns & {"signature", "unknown", "hash"} or any(_is_asked(i, target) for i in requirement.ingredients):
        return True
    looked_up = [i.keys() for i in requirement.ingredients if isinstance(i.operation, op.Load)]
    return bool("answer" in concerns and requirement.reader.of(requirement.branch.condition) & target) or any(
        keys & target for keys in looked_up
    )


def _is_asked(ingredient: Ingredient, target: Origins) -> bool:
    """Another contract is asked whether this may be; that a payment went through says nothing about the target."""
    call = ingredient.operation
    if not isinstance(call, op.ExternalCall):
        return False
    return not moves_value(call) or any(ingredient.reader.of(a) & target for a in call.arguments)


def _once(function: FunctionView, site: Site) -> bool:
    written = {cell_of(s.operation.place) for s in function.sites(op.Store) if isinstance(s.operation, op.Store)}
    checked = {i.cell() for r in function.requirements(site) for i in r.ingredients}
    return bool((checked & written) - {None})

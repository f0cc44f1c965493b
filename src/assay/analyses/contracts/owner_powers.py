"""Owner powers: what a privileged caller alone can do to everybody's funds."""

from collections.abc import Iterator

from assay.core.evidence import Statements, Step
from assay.core.outcome import Confidence, Exposure, Outcome, RuleId, Severity
from assay.core.rule import Area, Rule, answers
from assay.core.subject import PartKind, SubjectKind
from assay.solidity.facts import Contracts, FunctionView
from assay.solidity.flow.effects import Site
from assay.solidity.flow.origins import THIS
from assay.solidity.flow.principals import Principals
from assay.solidity.flow.trust import Trust, trust
from assay.solidity.ir import operations as op
from assay.solidity.ir.values import Constant

RULE = Rule(
    id=RuleId("contracts.owner-powers"),
    title="One privileged caller can move everybody's funds or replace the code",
    kinds=(SubjectKind.CODE,),
    per=PartKind.CONTRACT,
    area=Area.OPERATIONS,
    severities=(Severity.LOW,),
    tags=("owasp:SC01:2025", "cwe:269"),
    meaning=(
        "The code gives an owner, a role or another contract a right that ends every promise to the users: to send "
        "the contract's ether or tokens where it likes, to replace the code that runs, to destroy the contract. "
        "That is no bug; it says whose keys everything rests on, and what to ask about them.\n\n"
        "Not flagged: payments to the caller out of what the contract owes him, rights over parameters, and rights "
        "that only this contract itself has (a vote that ends in a call to itself)."
    ),
    remedy="Put the right behind a time lock and several signers, bound what it can take, or give it up.",
    references=("https://owasp.org/www-project-smart-contract-top-10/2025/en/src/SC01-access-control.html",),
    flagged=("owner_powers_sweep.sol", "owner_powers_replace_code.sol"),
    clean=("owner_powers_clean_parameters_only.sol", "owner_powers_clean_own_share.sol"),
)

MOST = 8
"""Rights that are shown one by one."""
_OWNERS = frozenset({"owner", "role", "fixed", "origin-only"})
_MOVES = frozenset({"transfer", "transferFrom", "safeTransfer", "safeTransferFrom", "send"})


@answers(RULE)
def owner_powers(contracts: Contracts) -> Iterator[Outcome]:
    """One finding for each contract, with every such right."""
    for contract in contracts:
        if not contract.deployable:
            continue
        powers = [power for view in contracts.functions(contract) if view.function.is_entry for power in _of(view)]
        if powers:
            view, step, who = powers[0]
            names = sorted({v.name for v, _, _ in powers})
            yield RULE.found(
                contract.part,
                f"{_named(who)} alone can {step.note}: {', '.join(names[:5])}{' …' if len(names) > 5 else ''}",
                at=view.head(),
                confidence=Confidence.HIGH,
                exposure=Exposure.PRIVILEGED,
                # Each a path of its own: nobody has to use one right before the other.
                evidence=[Statements(steps=(step,)) for _, step, _ in powers[:MOST]],
            )


def _of(view: FunctionView) -> Iterator[tuple[FunctionView, Step, Principals]]:
    for site in view.effects.calls:
        call = site.operation
        what = _taken(view, site) if isinstance(call, op.ExternalCall) else None
        who = view.who_may(view.first(site)) if what else frozenset()
        if what and who and all(p.kind in _OWNERS for p in who):
            yield view, view.step(view.first(site), what), who
            return
    for operation in view.each(op.SelfDestruct):
        who = view.who_may(operation)
        if who and all(p.kind in _OWNERS for p in who):
            yield view, view.step(operation, "destroy the contract and take its ether"), who
            return


def _taken(view: FunctionView, site: Site) -> str | None:
    """What the call does with the contract's funds or code, in words; None for anything harmless."""
    call = site.operation
    assert isinstance(call, op.ExternalCall)
    if call.kind in ("delegatecall", "callcode"):
        chosen = trust(view.flow, view.of_site(site, call.receiver)) is not Trust.FIXED
        return "replace the code that runs on this storage" if chosen else None
    if call.kind == "high" and call.name in _MOVES and call.arguments:
        return "send this contract's tokens anywhere" if _from_here(view, site) else None
    if call.value is None or (isinstance(call.value, Constant) and call.value.text == "0"):
        return None
    amount = view.of_site(site, call.value)
    free = any(o.kind in ("balance", "parameter", "calldata") for o in amount)
    return "send this contract's ether anywhere" if free else None


def _from_here(view: FunctionView, site: Site) -> bool:
    """Tokens of this contract, of an amount that the caller or the momentary balance decides."""
    call = site.operation
    assert isinstance(call, op.ExternalCall)
    if call.name in ("transferFrom", "safeTransferFrom") and len(call.arguments) >= 3:
        return THIS in view.of_site(site, call.arguments[0])
    amount = view.of_site(site, call.arguments[-1])
    return any(o.kind in ("balance", "parameter", "calldata") for o in amount)


def _named(who: Principals) -> str:
    names = sorted({p.what or p.kind for p in who})
    return names[0] if names else "a privileged caller"

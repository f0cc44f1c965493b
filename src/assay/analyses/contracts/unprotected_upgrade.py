"""Unprotected upgrade: anyone can exchange the code that the contract delegates its calls to."""

from collections.abc import Iterator

from assay.analyses.contracts.unprotected_initializer import initialises
from assay.core.outcome import Confidence, Outcome, RuleId, Severity
from assay.core.rule import Area, Rule, answers
from assay.core.subject import PartKind, SubjectKind
from assay.solidity.facts import Functions, FunctionView
from assay.solidity.flow.analysis import Flow
from assay.solidity.flow.effects import Site, cell_of
from assay.solidity.flow.origins import Origin, is_given
from assay.solidity.flow.principals import is_restricted, who_returns
from assay.solidity.ir import operations as op

RULE = Rule(
    id=RuleId("contracts.unprotected-upgrade"),
    title="Anyone can exchange the code behind the proxy",
    kinds=(SubjectKind.CODE,),
    per=PartKind.FUNCTION,
    area=Area.IMPLEMENTATION,
    severities=(Severity.HIGH,),
    tags=("owasp:SC01:2025", "swc:112", "cwe:284", "dasp:access_control"),
    meaning=(
        "The contract delegates calls to an address that it keeps in storage (a variable, or a slot of ERC-1967), and "
        "a function that anyone may call sets that address; or the hook that decides about an upgrade in a UUPS "
        "contract, `_authorizeUpgrade`, lets everyone pass. Whoever sets the code owns state and funds.\n\n"
        "Not flagged: upgrades behind a check of the caller or a signature, an address that can be set once, and "
        "targets that only the constructor sets."
    ),
    remedy="Check the caller in the function that upgrades; in UUPS contracts in `_authorizeUpgrade`.",
    references=(
        "https://eips.ethereum.org/EIPS/eip-1967",
        "https://eips.ethereum.org/EIPS/eip-1822",
    ),
    flagged=(
        "unprotected_upgrade_open_hook.sol",
        "unprotected_upgrade_settable_target.sol",
        "unprotected_upgrade_slot.sol",
        "unprotected_upgrade_old.sol",
    ),
    clean=(
        "unprotected_upgrade_clean_admin_slot.sol",
        "unprotected_upgrade_clean_guarded_hook.sol",
        "unprotected_upgrade_clean_owner_old.sol",
    ),
)


@answers(RULE)
def unprotected_upgrade(functions: Functions) -> Iterator[Outcome]:
    """One finding for each open function that sets the code, and for each hook that lets everyone pass."""
    for function in functions:
        if function.name == "_authorizeUpgrade" and len(function.function.parameters) == 1:
            yield from _hook(function)
        elif function.is_write_entry and initialises(function) is None:
            yield from _setter(function)


def _hook(function: FunctionView) -> Iterator[Outcome]:
    flow, declared = function.flow, function.function
    if function.gaps:
        yield RULE.unknown(function.part, because=function.gaps[0])
        return
    reader = flow.reader(declared, function.context)
    passing = who_returns(
        function.graph, flow.principals(declared), lambda call: flow.returning(call, function.context, reader)
    )
    if not passing or is_restricted(passing) or any(r.distinguishes for r in function.requirements_to_return()):
        return
    yield RULE.found(
        function.part,
        "this hook decides who may upgrade the contract, and it lets everyone pass",
        at=function.head(),
        confidence=Confidence.HIGH,
    )


def _setter(function: FunctionView) -> Iterator[Outcome]:
    targets = delegated_to(function.flow)
    for site in function.sites(op.Store):
        store = site.operation
        cell = cell_of(store.place) if isinstance(store, op.Store) else None
        if cell is None or cell[0] not in targets or not isinstance(store, op.Store):
            continue
        if not is_given(function.of_site(site, store.value)) or not function.is_open_at(site):
            continue
        if any(r.distinguishes for r in function.requirements(site)) or _once(function, site):
            continue
        if function.gaps:
            yield RULE.unknown(function.part, because=function.gaps[0])
            return
        yield RULE.found(
            function.part,
            f"anyone can set {store.place}, the code that this contract delegates to",
            at=function.head(),
            confidence=Confidence.HIGH,
            path=function.steps(site, "the code is exchanged"),
            guards=[
                function.guard(branch, "it says nothing about who calls")
                for branch in function.checks_before(function.first(site))
            ],
        )
        return


def _once(function: FunctionView, site: Site) -> bool:
    written = {cell_of(s.operation.place) for s in function.sites(op.Store) if isinstance(s.operation, op.Store)}
    checked = {i.cell() for r in function.requirements(site) for i in r.ingredients}
    return bool((checked & written) - {None})


def delegated_to(flow: Flow) -> frozenset[object]:
    """State variables and slots whose value is the target of a delegate call somewhere."""
    return flow.keep("delegated to", lambda: frozenset(o.what for o in _targets(flow) if o.kind == "storage"))


def _targets(flow: Flow) -> Iterator[Origin]:
    for declared in flow.project.functions:
        function = FunctionView(declared, flow)
        if not function.is_write_entry:
            continue
        for site in function.sites(op.ExternalCall):
            call = site.operation
            if isinstance(call, op.ExternalCall) and call.kind in ("delegatecall", "callcode"):
                yield from function.of_site(site, call.receiver)

"""Unprotected initializer: what sets a contract up can be called by anyone, again or before its deployer."""

from collections.abc import Iterator

from assay.analyses.contracts.misnamed_constructor import misnamed
from assay.core.outcome import Confidence, Found, Outcome, RuleId, Severity
from assay.core.rule import Area, Rule, answers
from assay.core.subject import PartKind, SubjectKind
from assay.solidity.facts import Functions, FunctionView
from assay.solidity.flow.analysis import Flow
from assay.solidity.flow.authority import authorities, named, set_at_deployment
from assay.solidity.flow.effects import Cell, Site, cell_of
from assay.solidity.flow.origins import is_given
from assay.solidity.ir import operations as op
from assay.solidity.ir.values import Key
from assay.solidity.model.declarations import Contract

RULE = Rule(
    id=RuleId("contracts.unprotected-initializer"),
    title="Anyone can initialise the contract",
    kinds=(SubjectKind.CODE,),
    per=PartKind.FUNCTION,
    area=Area.IMPLEMENTATION,
    severities=(Severity.HIGH, Severity.MEDIUM, Severity.LOW),
    tags=("owasp:SC01:2025", "swc:105", "cwe:665", "dasp:access_control"),
    meaning=(
        "No constructor says who has the rights in this contract; a function that anyone may call does. Without a flag "
        "that it sets and checks it can be called again, by anyone, who then has the rights (high). With the flag, the "
        "first caller wins: whoever gets in before the deployer, or finds a copy behind a proxy that nobody "
        "initialised (low; medium when the contract delegates calls or can destroy itself, since then the code "
        "that proxies share can be made to disappear).\n\n"
        "Not flagged: an initializer that only a factory or the deployer can call, and one that the constructor locks."
    ),
    remedy="Let a flag admit one call, lock it in the implementation's constructor, and initialise in the transaction "
    "that deploys the proxy.",
    references=(
        "https://docs.openzeppelin.com/upgrades-plugins/writing-upgradeable#initializers",
        "https://swcregistry.io/docs/SWC-105",
    ),
    flagged=(
        "unprotected_initializer_first_come_old.sol",
        "unprotected_initializer_old.sol",
        "unprotected_initializer_open.sol",
    ),
    clean=(
        "unprotected_initializer_clean_factory_only.sol",
        "unprotected_initializer_clean_once.sol",
        "unprotected_initializer_clean_versioned_modifier.sol",
    ),
)


@answers(RULE)
def unprotected_initializer(functions: Functions) -> Iterator[Outcome]:
    """One finding for each function that hands out the first rights."""
    for function in functions:
        site = initialises(function) if function.is_write_entry and misnamed(function) is None else None
        if site is None:
            continue
        if function.gaps:
            yield RULE.unknown(function.part, because=function.gaps[0])
            continue
        flags = _flags(function, site)
        if flags and _is_locked(function.context, function.flow, flags):
            continue
        yield _found(function, site, bool(flags))


def _found(function: FunctionView, site: Site, once: bool) -> Found:
    store = site.operation
    assert isinstance(store, op.Store)
    right = named(cell_of(store.place) or ())
    way = "whoever calls first" if once else "anyone, at any time,"
    first_come = Severity.MEDIUM if once and _can_vanish(function.context, function.flow) else Severity.LOW
    return RULE.found(
        function.part,
        f"{way} can call {function.name} and set {right}",
        at=function.head(),
        severity=first_come if once else Severity.HIGH,
        confidence=Confidence.MEDIUM if once else Confidence.HIGH,
        path=function.steps(site, f"{right} is set"),
        guards=[
            function.guard(branch, "it passes for whoever comes first" if once else "it does not look at who calls")
            for branch in function.checks_before(function.first(site))
        ],
    )


def initialises(function: FunctionView) -> Site | None:
    """The store by which an open function sets an authority that no constructor has set."""
    if function.function.mutability == "payable":
        return None
    known, deployed = authorities(function.flow), set_at_deployment(function.flow)
    for site in function.sites(op.Store):
        store = site.operation
        cell = cell_of(store.place) if isinstance(store, op.Store) else None
        if cell is None or cell not in known or cell in deployed or not isinstance(store, op.Store):
            continue
        if not function.is_open_at(site) or not _is_chosen(function, site):
            continue
        flags = _flags(function, site)
        if all(flags & {i.cell() for i in r.ingredients} for r in function.requirements(site) if r.distinguishes):
            return site
    return None


def _is_chosen(function: FunctionView, site: Site) -> bool:
    """The caller decides who gets the right; a list counts when the function sets other things up beside it."""
    store = site.operation
    if not isinstance(store, op.Store):
        return False
    keys = function.entry_keys(site)
    if not keys:
        return is_given(function.of_site(site, store.value))
    if not any(is_given(key) for key in keys):
        return False
    return any(
        isinstance(s.operation, op.Store)
        and s.operation.place.storage
        and not any(isinstance(step, Key) for step in s.operation.place.path)
        and is_given(function.of_site(s, s.operation.value))
        for s in function.sites(op.Store)
    )


def _flags(function: FunctionView, site: Site) -> frozenset[Cell]:
    """Storage that is checked on the way to the site and that the function writes: it will not pass again."""
    written = {cell_of(s.operation.place) for s in function.sites(op.Store) if isinstance(s.operation, op.Store)}
    return frozenset(
        cell
        for requirement in function.requirements(site)
        for i in requirement.ingredients
        if (cell := i.cell()) is not None and cell in written
    )


def _is_locked(contract: Contract | None, flow: Flow, flags: frozenset[Cell]) -> bool:
    """Whether a constructor of the contract or of a base sets a flag already."""
    constructors = [c for base in (contract.linearized if contract else ()) if (c := base.constructor) is not None]
    return any(flags & set(flow.effects(c, contract).writes) for c in constructors if c.implemented)


def _can_vanish(contract: Contract | None, flow: Flow) -> bool:
    """Whether its code destroys it, or runs code of others on it."""
    methods = [f for base in (contract.linearized if contract else ()) for f in base.methods()]
    return any(
        isinstance(o, op.SelfDestruct) or (isinstance(o, op.ExternalCall) and o.kind in ("delegatecall", "callcode"))
        for f in methods
        for _, _, o in flow.graph(f).operations
    )

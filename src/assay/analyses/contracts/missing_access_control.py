"""Missing access control: anyone writes what decides over others, or what only chosen callers write elsewhere."""

from collections.abc import Iterator

from assay.analyses.contracts.misnamed_constructor import misnamed
from assay.analyses.contracts.unprotected_initializer import initialises
from assay.core.outcome import Confidence, Found, Outcome, RuleId, Severity
from assay.core.rule import Area, Rule, answers
from assay.core.subject import PartKind, SubjectKind
from assay.solidity.facts import Functions, FunctionView
from assay.solidity.flow.authority import Authority, authorities, named, restricted_writers, set_at_deployment
from assay.solidity.flow.effects import Cell, Site, cell_of
from assay.solidity.flow.ingredients import ingredients
from assay.solidity.flow.origins import SENDER, VALUE, Origins, is_given
from assay.solidity.flow.payments import pays
from assay.solidity.flow.principals import is_restricted
from assay.solidity.flow.requirements import Requirement
from assay.solidity.ir import operations as op
from assay.solidity.ir.values import Constant, Value
from assay.solidity.model import types as t
from assay.solidity.model.declarations import StateVariable

RULE = Rule(
    id=RuleId("contracts.missing-access-control"),
    title="Anyone can write what should be reserved",
    kinds=(SubjectKind.CODE,),
    per=PartKind.FUNCTION,
    area=Area.IMPLEMENTATION,
    severities=(Severity.HIGH, Severity.MEDIUM),
    tags=("owasp:SC01:2025", "cwe:284", "cwe:862", "dasp:access_control"),
    meaning=(
        "A function that anyone may call writes, with a value or for an address of the caller's choice, either storage "
        "that other functions check their caller against (an owner, a list of administrators), or storage that "
        "elsewhere only restricted functions write, or a ledger of balances without anything paid or taken from "
        "another balance.\n\n"
        "Not flagged: what a caller writes for himself (his own allowance, his own membership), a claim that works "
        "once, one that is paid for, signed for or allowed by an entry in storage, values that the contract computes "
        "(accruing interest, syncing reserves), the second step of a handover, and settings that nobody guards."
    ),
    remedy="Check the caller against an owner or a role, as the functions that write the same storage do.",
    references=(
        "https://owasp.org/www-project-smart-contract-top-10/2025/en/src/SC01-access-control.html",
        "https://cwe.mitre.org/data/definitions/284.html",
    ),
    flagged=(
        "missing_access_control_mint.sol",
        "missing_access_control_own_mint.sol",
        "missing_access_control_owner_for_a_wei.sol",
        "missing_access_control_owner_shown.sol",
        "missing_access_control_role_old.sol",
        "missing_access_control_set_owner.sol",
        "missing_access_control_setter_beside_guarded.sol",
    ),
    clean=(
        "missing_access_control_clean_bookkeeping.sol",
        "missing_access_control_clean_bought_office.sol",
        "missing_access_control_clean_internal_check.sol",
        "missing_access_control_clean_own_limit.sol",
        "missing_access_control_clean_own_money.sol",
        "missing_access_control_clean_roles.sol",
        "missing_access_control_clean_settles_own_debt.sol",
        "missing_access_control_clean_two_steps.sol",
    ),
)


@answers(RULE)
def missing_access_control(functions: Functions) -> Iterator[Outcome]:
    """At most one finding for each function: its first write that should be reserved."""
    for function in functions:
        if function.is_write_entry and not misnamed(function) and not initialises(function):
            found = next(_in(function), None)
            if found is not None and function.gaps:
                yield RULE.unknown(function.part, because=function.gaps[0])
            elif found is not None:
                yield found


def _in(function: FunctionView) -> Iterator[Found]:
    known = authorities(function.flow)
    for site in function.sites(op.Store):
        cell = _cell(site)
        if cell is None or not function.is_open_at(site):
            continue
        keys = function.entry_keys(site)
        if _earned(function, site, for_a_right=cell in known):
            continue
        if keys and keys[0] == frozenset({SENDER}):
            if _unbacked(function, cell, site, keys) and _is_worth_something(function, cell):
                yield _credit(function, cell, site, "of their own")
            continue
        if cell in known and _chosen(function, site, keys):
            yield _authority(function, cell, site, known[cell])
        elif _is_published_owner(function, cell, site):
            yield _published(function, cell, site)
        elif _unbacked(function, cell, site, keys):
            yield _credit(function, cell, site, "of any address")
        elif _reserved(function, cell, site, keys):
            yield _sibling(function, cell, site)


def _cell(site: Site) -> Cell | None:
    return cell_of(site.operation.place) if isinstance(site.operation, op.Store) else None


def _chosen(function: FunctionView, site: Site, keys: tuple[Origins, ...]) -> bool:
    """The caller decides who gets the right: by the value, or by the entry that is written."""
    store = site.operation
    return isinstance(store, op.Store) and (
        any(is_given(k) for k in keys) if keys else is_given(function.of_site(site, store.value))
    )


def _is_published_owner(function: FunctionView, cell: Cell, site: Site) -> bool:
    """ERC-173's `owner()`, which other contracts and people go by even where nothing here checks it; the deployer's."""
    state, store = cell[0], site.operation
    if not isinstance(state, StateVariable) or len(cell) > 1 or not isinstance(store, op.Store):
        return False
    return (
        state.name == "owner"
        and state.visibility == "public"
        and t.is_address(state.type)
        and cell in set_at_deployment(function.flow)
        and any(o.kind == "parameter" for o in function.of_site(site, store.value))
    )


def _earned(function: FunctionView, site: Site, for_a_right: bool) -> bool:
    """Something other than who calls decides whether the write is reached, or it is paid for."""
    if function.function.mutability == "payable":
        return not (for_a_right and _for_next_to_nothing(function, site))
    flags = {_cell(s) for s in function.sites(op.Store) if _is_flag(function, s)}
    return any(
        requirement.distinguishes or any(i.cell() in flags for i in requirement.ingredients if i.cell() is not None)
        for requirement in function.requirements(site)
    )


def _for_next_to_nothing(function: FunctionView, site: Site) -> bool:
    """Ether may be sent along, but no price is asked: any amount will do, and any that was paid in before."""
    return all(_asks_for_some(function, r) for r in function.requirements(site) if r.distinguishes)


def _asks_for_some(function: FunctionView, requirement: Requirement) -> bool:
    """`x > 0` of msg.value, or of what another entry books for whoever pays."""
    tests = requirement.reader.graph.definitions.get(requirement.branch.condition, ())
    if not all(isinstance(o, op.Arithmetic) and o.operator in (">", "!=") and _is_nothing(o.right) for o in tests):
        return False
    booked = [i.cell() for i in requirement.ingredients if isinstance(i.operation, op.Load)]
    return all(cell is not None and _is_paid_into(function, cell) for cell in booked)


def _is_paid_into(function: FunctionView, cell: Cell) -> bool:
    writers = function.flow.writers.get(cell[0], ()) if isinstance(cell[0], StateVariable) else ()
    return any(
        f.is_entry
        and cell_of(store.place) == cell
        and VALUE in function.flow.origins(f).of(store.value)
        and not is_restricted(function.flow.who_may(f, store))
        for f, store in writers
    )


def _is_nothing(value: Value) -> bool:
    return isinstance(value, Constant) and value.number == 0


def _is_flag(function: FunctionView, site: Site) -> bool:
    """Sets a constant or an address, so that a condition can fail the next time; counting an amount does not."""
    store = site.operation
    if not isinstance(store, op.Store) or store.place.state in function.flow.ledgers:
        return False
    return isinstance(store.value, Constant) or t.integer(getattr(store.value, "type", t.UINT)) is None


def _reserved(function: FunctionView, cell: Cell, site: Site, keys: tuple[Origins, ...]) -> bool:
    """The caller picks the new value, and others write it only for those they know: two, or one for a plain setter."""
    store = site.operation
    if not isinstance(store, op.Store) or not isinstance(cell[0], StateVariable):
        return False
    value = function.of_site(site, store.value)
    if not any(o.kind == "parameter" for o in value) or any(o.kind in ("msg.value", "external") for o in value):
        return False
    if (keys and not all(is_given(k) for k in keys)) or store.operator in ("push", "pop"):
        return False
    if function.effects.calls or (keys and cell[0] in function.flow.ledgers) or _gives_up_own(function):
        return False
    plain = not keys and store.operator == "=" and len(value) == 1
    return len(restricted_writers(function.flow, cell)) >= (1 if plain else 2)


def _gives_up_own(function: FunctionView) -> bool:
    """The caller's own entry shrinks by the same call: he settles for himself what the total counts."""
    return any(
        _change(function, s) == "-" and function.entry_keys(s)[:1] == (frozenset({SENDER}),)
        for s in function.sites(op.Store)
    )


def _unbacked(function: FunctionView, cell: Cell, site: Site, keys: tuple[Origins, ...]) -> bool:
    """A balance of an address that the caller names grows by an amount he names, and nothing pays for it."""
    store = site.operation
    if not isinstance(store, op.Store) or len(keys) != 1 or not isinstance(cell[0], StateVariable):
        return False
    if not isinstance(cell[0].type, t.Mapping) or not t.is_address(cell[0].type.key) or function.effects.calls:
        return False
    if _change(function, site) != "+" or not any(o.kind == "parameter" for o in function.of_site(site, store.value)):
        return False
    return not any(_change(function, s) == "-" for s in function.sites(op.Store)) and _is_spent(function, cell)


def _change(function: FunctionView, site: Site) -> str:
    """`+` when the stored value is the old one and more, `-` when less, nothing when it is neither."""
    store = site.operation
    if not isinstance(store, op.Store):
        return ""
    if store.operator in ("+=", "-=", "++", "--"):
        return store.operator[0]
    behind = ingredients(function.reader_at(site), store.value)
    if not any(i.cell() == cell_of(store.place) for i in behind if i.cell() is not None):
        return ""
    signs = {i.operation.operator for i in behind if isinstance(i.operation, op.Arithmetic)} & {"+", "-"}
    return signs.pop() if len(signs) == 1 else ""


def _is_spent(function: FunctionView, cell: Cell) -> bool:
    """Somewhere the same balances shrink: they are worth something."""
    writers = function.flow.writers.get(cell[0], ()) if isinstance(cell[0], StateVariable) else ()
    return any(_change(FunctionView(f, function.flow), Site(store)) == "-" for f, store in writers)


def _is_worth_something(function: FunctionView, cell: Cell) -> bool:
    """What its holder gives away becomes another's, or is paid out: a balance, and no limit or wish of his own."""
    writers = function.flow.writers.get(cell[0], ()) if isinstance(cell[0], StateVariable) else ()
    for giver in dict.fromkeys(f for f, _ in writers):
        view = FunctionView(giver, function.flow)
        mine = [s for s in view.sites(op.Store) if _cell(s) == cell]
        given = any(_change(view, s) == "-" and view.entry_keys(s) == (frozenset({SENDER}),) for s in mine)
        if given and (any(_change(view, s) == "+" for s in mine) or pays(view.effects)):
            return True
    return False


def _authority(function: FunctionView, cell: Cell, site: Site, checks: tuple[Authority, ...]) -> Found:
    name, guarded = named(cell), checks[0].guarded
    return _found(
        function,
        site,
        f"anyone can set {name}, which {guarded.qualified} and others check their caller against"
        if len(checks) > 1
        else f"anyone can set {name}, which {guarded.qualified} checks its caller against",
        f"{name} is written, and with it who may call {guarded.qualified}",
        Severity.HIGH,
        Confidence.HIGH if all(a.principal.kind == "owner" for a in checks) else Confidence.MEDIUM,
    )


def _published(function: FunctionView, cell: Cell, site: Site) -> Found:
    name = named(cell)
    return _found(
        function,
        site,
        f"anyone can set {name}, which was the deployer's and is shown to everyone as the contract's {name}",
        f"{name} is written",
        Severity.HIGH,
        Confidence.MEDIUM,
    )


def _credit(function: FunctionView, cell: Cell, site: Site, whose: str) -> Found:
    name = named(cell)
    return _found(
        function,
        site,
        f"anyone can raise {name} {whose} by any amount: nothing is paid and no other balance shrinks",
        f"{name} grows by what the caller says",
        Severity.HIGH,
        Confidence.MEDIUM,
    )


def _sibling(function: FunctionView, cell: Cell, site: Site) -> Found:
    name = named(cell)
    writers = restricted_writers(function.flow, cell)
    others, verb = " and ".join(w.name for w in writers[:2]), "write" if len(writers) > 1 else "writes"
    return _found(
        function,
        site,
        f"anyone can set {name}, which {others} {verb} only for callers that they know",
        f"{name} is written",
        Severity.MEDIUM,
        Confidence.MEDIUM,
    )


def _found(
    function: FunctionView, site: Site, message: str, note: str, severity: Severity, confidence: Confidence
) -> Found:
    return RULE.found(
        function.part,
        message,
        at=function.head(),
        severity=severity,
        confidence=confidence,
        path=function.steps(site, note),
        guards=[
            function.guard(branch, "it says nothing about who calls")
            for branch in function.checks_before(function.first(site))
        ],
    )

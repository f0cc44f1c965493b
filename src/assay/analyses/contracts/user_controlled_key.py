"""User-controlled key: what is kept for one account, anyone can change by naming that account."""

from collections.abc import Iterator

from assay.core.outcome import Confidence, Found, Outcome, RuleId, Severity
from assay.core.rule import Area, Rule, answers
from assay.core.subject import PartKind, SubjectKind
from assay.solidity.facts import Functions, FunctionView
from assay.solidity.flow.authority import authorities, named
from assay.solidity.flow.effects import Cell, Site, cell_of
from assay.solidity.flow.ingredients import ingredients
from assay.solidity.flow.origins import SENDER
from assay.solidity.flow.requirements import Requirement
from assay.solidity.ir import operations as op
from assay.solidity.ir.values import Constant
from assay.solidity.model import types as t
from assay.solidity.model.declarations import StateVariable

RULE = Rule(
    id=RuleId("contracts.user-controlled-key"),
    title="Anyone can change the entry of another account",
    kinds=(SubjectKind.CODE,),
    per=PartKind.FUNCTION,
    area=Area.IMPLEMENTATION,
    severities=(Severity.HIGH, Severity.MEDIUM),
    tags=("owasp:SC01:2025", "cwe:639", "dasp:access_control"),
    meaning=(
        "A mapping holds something for each account: a balance, an allowance, a setting. Elsewhere callers write only "
        "their own entry; here they name the account. Its balance can be burnt or moved, its allowance given away.\n\n"
        "Not flagged: an allowance or permission of the caller for that account is checked or used up, the account "
        "signed, only known callers may do it, the entry merely grows, tokens or ether move in the same call (paid in "
        "for it, or out to it), and entries that nobody writes for himself."
    ),
    remedy="Write msg.sender's entry, or use up an allowance that the account gave to the caller.",
    references=("https://cwe.mitre.org/data/definitions/639.html",),
    flagged=("user_controlled_key_approve_for.sol", "user_controlled_key_burn_old.sol"),
    clean=(
        "arbitrary_from_clean_allowance_consumed.sol",
        "user_controlled_key_clean_operator.sol",
        "user_controlled_key_clean_poke.sol",
    ),
)


@answers(RULE)
def user_controlled_key(functions: Functions) -> Iterator[Outcome]:
    """At most one finding for each function: the first entry of somebody else that it changes."""
    for function in functions:
        if not function.is_write_entry or function.function.mutability == "payable" or _leaves(function):
            continue
        found = next((f for s in function.sites(op.Store) if (f := _judged(function, s)) is not None), None)
        if found is not None and function.gaps:
            yield RULE.unknown(function.part, because=function.gaps[0])
        elif found is not None:
            yield found


def _leaves(function: FunctionView) -> bool:
    """Another contract is called to some effect: who pays for what is more than this rule can tell."""
    return any(
        not isinstance(s.operation, op.ExternalCall) or not s.operation.is_static for s in function.effects.calls
    )


def _judged(function: FunctionView, site: Site) -> Found | None:
    store = site.operation
    cell = cell_of(store.place) if isinstance(store, op.Store) else None
    if cell is None or not isinstance(store, op.Store) or not _is_account_mapping(cell):
        return None
    keys = function.entry_keys(site)
    if not keys or not any(o.kind == "parameter" for o in keys[0]) or any(SENDER in key for key in keys):
        return None
    if cell in authorities(function.flow) or not _harms(function, site, store):
        return None
    if not function.is_open_at(site) or _knows_caller(function):
        return None
    own = _writer_of_own(function, cell)
    if own is None:
        return None
    name = named(cell)
    what = "take from" if _shrinks(function, site, store) else "set"
    return RULE.found(
        function.part,
        f"anyone can {what} {name} of any account, which elsewhere callers change only for themselves",
        at=store.body.file.span(store.node),
        severity=Severity.HIGH,
        confidence=Confidence.MEDIUM,
        path=function.steps(site, f"{name} of the account that the caller names is written"),
        guards=[
            function.guard(branch, "it does not ask what the caller may do with this account")
            for branch in function.checks_before(function.first(site))
        ],
    )


def _is_account_mapping(cell: Cell) -> bool:
    state = cell[0]
    return isinstance(state, StateVariable) and isinstance(state.type, t.Mapping) and t.is_address(state.type.key)


def _harms(function: FunctionView, site: Site, store: op.Store) -> bool:
    """The entry shrinks, or becomes a value that the caller passes; that it grows harms nobody."""
    if _shrinks(function, site, store):
        return True
    if store.operator not in ("=", "delete"):
        return False
    value = function.of_site(site, store.value)
    given = isinstance(store.value, Constant) or any(o.kind == "parameter" for o in value)
    reads_old = any(i.cell() == cell_of(store.place) for i in ingredients(function.reader_at(site), store.value))
    return given and not reads_old


def _shrinks(function: FunctionView, site: Site, store: op.Store) -> bool:
    if store.operator in ("-=", "--"):
        return True
    behind = ingredients(function.reader_at(site), store.value)
    signs = {i.operation.operator for i in behind if isinstance(i.operation, op.Arithmetic)} & {"+", "-"}
    return signs == {"-"} and any(i.cell() == cell_of(store.place) for i in behind)


def _knows_caller(function: FunctionView) -> bool:
    """The caller, a signature or knowledge decides something here, or an entry of the caller's is written too."""
    if any(SENDER in key for s in function.sites(op.Store) for key in function.entry_keys(s)):
        return True
    return any(_asks_caller(r) for r in function.requirements_to_return())


def _asks_caller(requirement: Requirement) -> bool:
    if requirement.concerns & {"signature", "hash", "external", "paid", "answer", "unknown", "caller"}:
        return True
    looked_up = [ingredient.keys() for ingredient in requirement.ingredients]
    return any(SENDER in keys for keys in looked_up)


def _writer_of_own(function: FunctionView, cell: Cell) -> FunctionView | None:
    """Another open function in which callers write this storage under their own address."""
    context = function.context
    for entry in context.entries if context is not None else ():
        other = FunctionView(entry, function.flow)
        if entry is function.function or not other.is_write_entry:
            continue
        for site in other.sites(op.Store):
            store = site.operation
            if isinstance(store, op.Store) and cell_of(store.place) == cell:
                keys = other.entry_keys(site)
                if keys and keys[0] == {SENDER}:
                    return other
    return None

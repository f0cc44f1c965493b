"""Fee on transfer: the books take in the amount that was asked for, not the one that a token handed over."""

from collections.abc import Iterator
from dataclasses import dataclass

from assay.core.errors import BudgetExceeded
from assay.core.outcome import Confidence, Exposure, Found, Outcome, RuleId, Severity
from assay.core.rule import Area, Rule, answers
from assay.core.subject import PartKind, SubjectKind
from assay.solidity.facts import Functions, FunctionView
from assay.solidity.flow.effects import Cell, Site, cell_of
from assay.solidity.flow.ingredients import ingredients
from assay.solidity.flow.origins import THIS, Origins
from assay.solidity.flow.principals import is_restricted
from assay.solidity.flow.registered import registered
from assay.solidity.ir import operations as op
from assay.solidity.ir.values import Place, Value
from assay.solidity.model import types as t
from assay.solidity.model.declarations import StateVariable

RULE = Rule(
    id=RuleId("contracts.fee-on-transfer"),
    title="A token is believed to deliver what it was asked for",
    kinds=(SubjectKind.CODE,),
    per=PartKind.FUNCTION,
    area=Area.ECOSYSTEM,
    severities=(Severity.MEDIUM, Severity.LOW),
    tags=("owasp:SC04:2025", "owasp:SC03:2025", "cwe:682", "cwe:345"),
    meaning=(
        "Tokens exist that keep a fee of each transfer, so less arrives than was sent. The function pulls a token "
        "that the caller picks, or one of a list, and books the amount it asked for. The books then promise more than "
        "is there: the last to leave finds nothing, or is paid with what others brought.\n\n"
        "Not flagged: what arrived is measured by the balance before and after, the token is one that was fixed at "
        "deployment, or nothing is paid out by these books."
    ),
    remedy="Book the difference of balanceOf(address(this)) before and after, or admit only tokens without a fee.",
    references=("https://github.com/d-xo/weird-erc20#fee-on-transfer",),
    flagged=("fee_on_transfer_any_token.sol", "fee_on_transfer_listed_old.sol"),
    clean=(
        "fee_on_transfer_clean_fixed_token.sol",
        "fee_on_transfer_clean_measured.sol",
        "fee_on_transfer_clean_nft.sol",
    ),
)
_PULLS = ("transferFrom", "safeTransferFrom")
_PAYS = ("transfer", "safeTransfer")


@dataclass(frozen=True, slots=True)
class _Pull:
    """Tokens that are asked to come to this contract."""

    site: Site
    token: Origins
    amount: Origins
    fungible: bool
    """It is known to be ERC-20, and not by what becomes of the number."""


@answers(RULE)
def fee_on_transfer(functions: Functions) -> Iterator[Outcome]:
    """One finding for each function, at the first amount that it books unseen."""
    for function in functions:
        if not function.is_write_entry:
            continue
        try:
            found = next(_in(function), None)
        except BudgetExceeded as error:
            yield RULE.unknown(function.part, because=str(error))
            continue
        if found is not None:
            yield found


def _in(function: FunctionView) -> Iterator[Found]:
    for pull in _pulls(function):
        picked = _picked(function, pull.token)
        if picked is None or _is_compared(function, pull) or _measures(function):
            continue
        for store in function.sites(op.Store):
            cell = _booked(function, store, pull)
            payer = _paid_by(function, cell) if cell is not None else None
            if cell is not None and payer is not None:
                yield _found(function, pull, store, cell, payer, picked)
                return


def _pulls(function: FunctionView) -> Iterator[_Pull]:
    """`transferFrom(from, this, amount)`, by itself or through a library that wraps it."""
    for site in function.sites(op.ExternalCall):
        call = site.operation
        if isinstance(call, op.ExternalCall) and call.name in _PULLS and len(call.arguments) == 3:
            if any(inner.function.name in _PULLS for inner in site.through):
                continue
            returns = call.function.returns if call.function is not None else ()
            fungible = any(r.type == t.BOOL for r in returns)
            yield from _pull(function, site, (call.receiver, *call.arguments), fungible)
    for site in function.sites(op.InternalCall):
        call = site.operation
        if isinstance(call, op.InternalCall) and call.function.name in _PULLS and len(call.arguments) == 4:
            owner = call.function.contract
            if owner is not None and owner.kind == "library":
                yield from _pull(function, site, call.arguments, True)


def _pull(function: FunctionView, site: Site, passed: tuple[Value | Place, ...], fungible: bool) -> Iterator[_Pull]:
    token, _, to, amount = (function.of_site(site, value) for value in passed)
    asked = frozenset(o for o in amount if o.kind == "parameter")
    if to == {THIS} and asked and asked == amount:
        yield _Pull(site, token, asked, fungible)


def _picked(function: FunctionView, token: Origins) -> str | None:
    """Who picks the token, in words; None when it is one that was fixed."""
    if any(o.kind in ("parameter", "calldata") for o in token):
        known = registered(function.flow, function.function, function.context, token)
        return "one of a list" if known else "any that the caller names"
    for origin in token:
        if isinstance(origin.what, StateVariable) and origin.kind == "storage" and _is_table(origin.what):
            return _registrar(function, origin.what)
    return None


def _is_compared(function: FunctionView, pull: _Pull) -> bool:
    """What was passed has to be the token that this contract knows."""
    named = frozenset(o for o in pull.token if o.kind == "parameter")
    for required in function.requirements(pull.site):
        for test in required.reader.graph.definitions.get(required.branch.condition, ()):
            if isinstance(test, op.Arithmetic) and (test.operator == "==") == required.holds:
                sides = [required.reader.of(test.left), required.reader.of(test.right)]
                if any(named and side == named for side in sides) and any(_is_kept(side) for side in sides):
                    return True
    return False


def _is_kept(side: Origins) -> bool:
    return any(o.kind in ("storage", "fixed") for o in side)


def _registrar(function: FunctionView, table: StateVariable) -> str | None:
    """By who can put a token there after deployment; None when nobody can."""
    found: str | None = None
    for writer, store in function.flow.writers.get(table, ()):
        if writer.kind == "constructor" or t.integer(getattr(store.value, "type", t.UINT)) is not None:
            continue
        who = function.flow.who_may(writer, store)
        if who and not is_restricted(who):
            return "any that somebody registered"
        found = "one of a list" if who else found
    return found


def _is_table(variable: StateVariable) -> bool:
    return isinstance(variable.type, t.Mapping | t.Array)


def _measures(function: FunctionView) -> bool:
    """It asks for a balance of its own somewhere: before and after, or to check what came."""
    return any(
        isinstance(site.operation, op.ExternalCall)
        and site.operation.name == "balanceOf"
        and any(THIS in function.of_site(site, a) for a in site.operation.arguments)
        for site in function.sites(op.ExternalCall)
    )


def _booked(function: FunctionView, site: Site, pull: _Pull) -> Cell | None:
    """The cell that grows by what was asked for, or that keeps it as it is."""
    store = site.operation
    if not isinstance(store, op.Store) or not store.place.storage or store.operator in ("push", "pop", "delete"):
        return None
    value, cell = function.of_site(site, store.value), cell_of(store.place)
    if cell is None or not pull.amount <= value:
        return None
    if value == pull.amount and store.operator == "=" and store.place.path:
        return cell if pull.fungible else None
    return cell if _grows(function, site, store, cell) else None


def _grows(function: FunctionView, site: Site, store: op.Store, cell: Cell) -> bool:
    if store.operator == "+=":
        return True
    behind = ingredients(function.reader_at(site), store.value)
    signs = {i.operation.operator for i in behind if isinstance(i.operation, op.Arithmetic)} & {"+", "-"}
    return signs == {"+"} and any(i.cell() == cell for i in behind if i.cell() is not None)


def _paid_by(function: FunctionView, cell: Cell) -> FunctionView | None:
    """An entry that takes from the same books and sends tokens."""
    for entry in function.context.entries if function.context is not None else ():
        view = FunctionView(entry, function.flow)
        if entry is function.function or not entry.writes_allowed or cell not in view.effects.reads:
            continue
        if any(isinstance(s.operation, op.ExternalCall) and s.operation.name in _PAYS for s in view.effects.calls):
            return view
        if any(_is_wrapped_payment(s) for s in view.sites(op.InternalCall)):
            return view
    return None


def _is_wrapped_payment(site: Site) -> bool:
    call = site.operation
    if not isinstance(call, op.InternalCall) or call.function.name not in _PAYS:
        return False
    owner = call.function.contract
    return owner is not None and owner.kind == "library"


def _found(function: FunctionView, pull: _Pull, store: Site, cell: Cell, payer: FunctionView, picked: str) -> Found:
    books = ".".join(str(getattr(part, "name", part)) for part in cell)
    asked = next((getattr(o.what, "name", "") for o in sorted(pull.amount, key=str)), "")
    exposure = function.exposure_at(store)
    free = picked.startswith("any") and exposure is Exposure.ANYONE
    return RULE.found(
        function.part,
        f"{books} takes in {asked} whatever the token ({picked}) delivers, and {payer.name} pays out by it",
        at=function.entered(function.first(store)),
        severity=Severity.MEDIUM if free else Severity.LOW,
        confidence=Confidence.MEDIUM,
        exposure=exposure,
        path=[
            *function.steps(pull.site, f"{asked} of the token is asked for"),
            *function.steps(store, f"{asked} is booked, though less may have come"),
        ],
    )

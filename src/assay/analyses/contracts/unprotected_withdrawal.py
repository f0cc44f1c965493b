"""Unprotected withdrawal: ether or tokens of the contract go to whoever asks, and nothing is booked for it."""

from collections.abc import Iterator
from dataclasses import dataclass

from assay.core.outcome import Confidence, Found, Outcome, RuleId, Severity
from assay.core.rule import Area, Rule, answers
from assay.core.subject import PartKind, SubjectKind
from assay.solidity.facts import Functions, FunctionView
from assay.solidity.flow.conditions import RESTRICTED
from assay.solidity.flow.dominance import reachable
from assay.solidity.flow.effects import Cell, Site, cell_of
from assay.solidity.flow.ingredients import ingredients
from assay.solidity.flow.origins import VALUE, Origins, is_given
from assay.solidity.flow.requirements import Requirement
from assay.solidity.ir import operations as op
from assay.solidity.ir.graph import Block, Return
from assay.solidity.ir.values import Constant, Place, Slot, Value
from assay.solidity.model import types as t

RULE = Rule(
    id=RuleId("contracts.unprotected-withdrawal"),
    title="Anyone can withdraw what belongs to the contract",
    kinds=(SubjectKind.CODE,),
    per=PartKind.FUNCTION,
    area=Area.IMPLEMENTATION,
    severities=(Severity.HIGH, Severity.MEDIUM),
    tags=("owasp:SC01:2025", "swc:105", "cwe:284", "dasp:access_control"),
    meaning=(
        "A function that anyone may call sends ether or tokens of the contract to its caller or to an address that he "
        "names, and nothing limits it to what is his: no check of the caller, no entry of his that is used up, nothing "
        "paid in. Two near misses belong here: his balance is paid out and never reduced, and his balance is compared "
        "the wrong way round.\n\n"
        "Not flagged: withdrawals that reduce or mark an entry for the caller (or for the claim that he names), change "
        "given back, prizes behind a condition on what somebody paid, knows or signed, payments to fixed addresses, "
        "and swaps or loans whose return is checked afterwards."
    ),
    remedy="Check the caller, or book the payment against a balance of his before it is made.",
    references=("https://swcregistry.io/docs/SWC-105",),
    flagged=(
        "unprotected_withdrawal_balance_kept_old.sol",
        "unprotected_withdrawal_kept_on_a_way.sol",
        "unprotected_withdrawal_limit_only_old.sol",
        "unprotected_withdrawal_tokens.sol",
        "unprotected_withdrawal_wrong_way_round_old.sol",
    ),
    clean=(
        "missing_access_control_clean_own_money.sol",
        "unprotected_withdrawal_clean_change_given.sol",
        "unprotected_withdrawal_clean_claim_used_up.sol",
        "unprotected_withdrawal_clean_faucet_old.sol",
        "unprotected_withdrawal_clean_flash_swap.sol",
        "unprotected_withdrawal_clean_booked_in_slot.sol",
        "unprotected_withdrawal_clean_script.sol",
        "unprotected_withdrawal_clean_part_or_all.sol",
    ),
)


@dataclass(frozen=True, slots=True)
class _Payment:
    site: Site
    to: Value
    amount: Value
    what: str


@answers(RULE)
def unprotected_withdrawal(functions: Functions) -> Iterator[Outcome]:
    """One finding for each payment to an address of the caller's choice that nothing limits to what is his."""
    for function in functions:
        if not function.is_write_entry or _is_paid(function):
            continue
        for payment in _payments(function):
            found = _judged(function, payment)
            if found is not None and function.gaps:
                yield RULE.unknown(function.part, because=function.gaps[0])
                break
            if found is not None:
                yield found


def _payments(function: FunctionView) -> Iterator[_Payment]:
    """Ether sent with a value that is not zero, and tokens sent by the names of ERC-20 and its safe wrappers."""
    for site in function.sites(op.ExternalCall):
        call = site.operation
        if not isinstance(call, op.ExternalCall) or call.kind in ("delegatecall", "callcode", "staticcall"):
            continue
        no_value = call.value is None or (isinstance(call.value, Constant) and call.value.number == 0)
        chosen_call = any(is_given(function.of_site(site, a)) for a in call.arguments)
        if call.value is not None and not no_value and _takes_ether(function) and not (call.low_level and chosen_call):
            yield _Payment(site, call.receiver, call.value, "ether")
        elif call.name in ("transfer", "safeTransfer") and len(call.arguments) == 2:
            yield _Payment(site, call.arguments[0], call.arguments[1], "tokens")
    for site in function.sites(op.InternalCall):
        inner = site.operation
        if isinstance(inner, op.InternalCall) and inner.function.name == "safeTransfer" and len(inner.arguments) == 3:
            _, to, amount = inner.arguments
            if _is_library(inner) and not isinstance(to, Place) and not isinstance(amount, Place):
                yield _Payment(site, to, amount, "tokens")


def _takes_ether(function: FunctionView) -> bool:
    """Some way for ether to come in is meant; a script that is run by delegatecall holds none of its own."""
    bases = function.context.linearized if function.context is not None else ()
    return function.file.version < (0, 4, 0) or any(f.mutability == "payable" for b in bases for f in b.functions)


def _is_library(call: op.InternalCall) -> bool:
    return call.function.contract is not None and call.function.contract.kind == "library"


def _judged(function: FunctionView, payment: _Payment) -> Found | None:
    site = payment.site
    if not is_given(function.of_site(site, payment.to)) or not function.is_open_at(site):
        return None
    amount = function.of_site(site, payment.amount)
    if VALUE in amount or any(o.kind in ("external", "created", "unknown") for o in amount):
        return None
    requirements = function.requirements(site)
    entries = _entries_paid(function, payment)
    if _wrong_way_round(function, payment, requirements):
        return _found(function, payment, "the caller's balance is compared the wrong way round before this payment")
    if entries and not _knows_its_caller(function) and _keeps_it_on_a_way(function, payment, entries):
        name = getattr(next(iter(entries))[0], "name", "the entry")
        return _found(function, payment, f"{name} is paid out here but not reduced on every way: it is paid again")
    if (
        _knows_its_caller(function)
        or _spends(function, entries)
        or _takes_first(function, site)
        or _is_settled_after(function, site)
    ):
        return None
    if entries:
        name = getattr(next(iter(entries))[0], "name", "the entry")
        if any(r.concerns & {"hash", "signature", "external", "answer", "unknown"} for r in requirements):
            return None
        return _found(function, payment, f"{name} is paid out here and never reduced: the same claim is paid again")
    if any(r.distinguishes or r.only_delegated_to for r in requirements) or _passes_once(function, requirements):
        return None
    return _found(function, payment, f"anyone can send the contract's {payment.what} to an address of his choice")


def _knows_its_caller(function: FunctionView) -> bool:
    """Some branch asks who calls, though it does not lead to the payment alone (a search for the caller's tickets)."""
    places = function.flow.principals(function.function)
    return any(p.kind in RESTRICTED for who in places.values() for p in who)


def _is_paid(function: FunctionView) -> bool:
    """It takes ether and looks at how much."""
    return function.function.mutability == "payable" and any(
        VALUE in function.of(value) for _, _, o in function.graph.operations for value in o.inputs
    )


def _entries_paid(function: FunctionView, payment: _Payment) -> frozenset[Cell]:
    """Storage kept for the caller, or for what he names, that the amount is computed from."""
    behind = ingredients(function.reader_at(payment.site), payment.amount)
    return frozenset(
        cell
        for i in behind
        if isinstance(i.operation, op.Load) and is_given(i.keys()) and (cell := i.cell()) is not None
    )


def _spends(function: FunctionView, entries: frozenset[Cell]) -> bool:
    """It writes the entry that it pays, or any entry for the caller or what he names."""
    return any(True for _ in _spendings(function, entries))


def _spendings(function: FunctionView, entries: frozenset[Cell]) -> Iterator[Site]:
    for site in function.sites(op.Store):
        store = site.operation
        cell = cell_of(store.place) if isinstance(store, op.Store) else None
        given = any(is_given(key) for key in function.entry_keys(site)) or _is_taken_in_slot(function, site)
        if given or (cell is not None and any(cell[0] is entry[0] for entry in entries)):
            yield site


def _is_taken_in_slot(function: FunctionView, site: Site) -> bool:
    """Assembly takes what the caller asks for from a slot that memory was hashed to: whose, can't be told."""
    store = site.operation
    if not isinstance(store, op.Store) or not isinstance(store.place.root, Slot):
        return False
    hashed = function.of_site(site, store.place.root.value)
    return any(o.kind == "unknown" for o in hashed) and is_given(function.of_site(site, store.value))


def _keeps_it_on_a_way(function: FunctionView, payment: _Payment, entries: frozenset[Cell]) -> bool:
    """An `if` that asks for something else than the amount skips all that would reduce what is paid."""
    graph, spendings = function.graph, list(_spendings(function, entries))
    spending = {graph.block_of[function.first(site)][0] for site in spendings}
    paying = graph.block_of[function.first(payment.site)][0]
    if not spending or paying in spending or _passes_once(function, function.requirements(payment.site)):
        return False
    reader = function.flow.reader(function.function, function.context)
    about = {
        i.cell() for _, branch in graph.branches for i in ingredients(reader, branch.condition) if branch.kind == "if"
    }
    if about & entries or _calls_in(spending):
        return False
    before = {graph.entry} | reachable(graph.entry, lambda b: [s for s in b.successors if s not in spending])
    after = reachable(paying, lambda b: [s for s in b.successors if s not in spending])
    return paying in before and any(isinstance(b.end, Return) for b in after)


def _calls_in(blocks: set[Block]) -> bool:
    """What reduces is itself conditional in another function: too far to follow."""
    return any(isinstance(o, op.InternalCall) for b in blocks for o in b.operations)


def _takes_first(function: FunctionView, site: Site) -> bool:
    """Another contract is called with the caller's address or amount: tokens are taken, burnt, or asked for."""
    for other in function.sites(op.ExternalCall):
        call = other.operation
        if call is site.operation or not isinstance(call, op.ExternalCall) or call.is_static or call.low_level:
            continue
        if call.kind != "transfer" and any(is_given(function.of_site(other, a)) for a in call.arguments):
            return True
    return False


def _is_settled_after(function: FunctionView, site: Site) -> bool:
    return any(
        r.distinguishes or "balance" in r.concerns for r in function.requirements_after(site) if not _own(r, site)
    )


def _own(requirement: Requirement, site: Site) -> bool:
    """Only whether the payment itself went through."""
    payment = site.operation
    if isinstance(payment, op.InternalCall) and requirement.branch.body.contract is payment.function.contract:
        return True  # in the library that makes the payment
    calls = [i.operation for i in requirement.ingredients if isinstance(i.operation, op.ExternalCall)]
    return site.operation in calls or any(o.what is site.operation for o in _condition(requirement))


def _condition(requirement: Requirement) -> Origins:
    return requirement.reader.of(requirement.branch.condition)


def _passes_once(function: FunctionView, requirements: tuple[Requirement, ...]) -> bool:
    flags = {
        cell_of(s.operation.place)
        for s in function.sites(op.Store)
        if isinstance(s.operation, op.Store)
        and s.operation.place.state not in function.flow.ledgers
        and (isinstance(s.operation.value, Constant) or t.integer(getattr(s.operation.value, "type", t.UINT)) is None)
    }
    return any(i.cell() in flags for r in requirements for i in r.ingredients if i.cell() is not None)


def _wrong_way_round(function: FunctionView, payment: _Payment, requirements: tuple[Requirement, ...]) -> bool:
    """`require(amount >= balances[msg.sender])` alone, where the subtraction that follows wraps."""
    if function.file.version >= (0, 8, 0):
        return False
    amount = function.of_site(payment.site, payment.amount)
    wrong = right = False
    for requirement in requirements:
        for test in requirement.reader.graph.definitions.get(requirement.branch.condition, ()):
            if not isinstance(test, op.Arithmetic) or test.operator not in ("<", "<=", ">", ">="):
                continue
            left_more = (test.operator in (">", ">=")) == requirement.holds
            more, less = (test.left, test.right) if left_more else (test.right, test.left)
            wrong |= requirement.reader.of(more) == amount and _is_entry(requirement, less)
            right |= requirement.reader.of(less) == amount and _is_entry(requirement, more)
    return wrong and not right and is_given(amount)


def _is_entry(requirement: Requirement, value: Value) -> bool:
    behind = ingredients(requirement.reader, value)
    return any(isinstance(i.operation, op.Load) and i.cell() is not None and is_given(i.keys()) for i in behind)


def _found(function: FunctionView, payment: _Payment, message: str) -> Found:
    operation = payment.site.operation
    return RULE.found(
        function.part,
        message,
        at=operation.body.file.span(operation.node),
        severity=Severity.HIGH,
        confidence=Confidence.MEDIUM,
        path=function.steps(payment.site, f"{payment.what} of the contract leave"),
        guards=[
            function.guard(branch, "it does not limit the payment to what is the caller's")
            for branch in function.checks_before(function.first(payment.site))
        ],
    )

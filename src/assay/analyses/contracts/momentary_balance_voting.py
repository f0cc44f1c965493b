"""Votes or rewards by the balance of the moment: tokens that are borrowed for one transaction count like one's own."""

from collections.abc import Iterator

from assay.core.outcome import Confidence, Exposure, Found, Outcome, RuleId, Severity
from assay.core.rule import Area, Rule, answers
from assay.core.subject import PartKind, SubjectKind
from assay.solidity.facts import Functions, FunctionView
from assay.solidity.flow.effects import Site
from assay.solidity.flow.origins import SENDER, THIS, Origins
from assay.solidity.flow.requirements import Requirement
from assay.solidity.ir import operations as op
from assay.solidity.ir.values import Constant, Key
from assay.solidity.model.declarations import StateVariable

MOMENTARY = frozenset({"balanceOf", "getVotes", "getCurrentVotes"})
"""ERC-20's and ERC-5805's questions about now, asked for one account."""
TAKES = frozenset({"transferFrom", "safeTransferFrom", "burnFrom", "burn", "lock", "safeTransferFromWithPermit"})
"""By which the tokens that count are taken from their holder until later."""
ORDERS = frozenset({"<", "<=", ">", ">="})

RULE = Rule(
    id=RuleId("contracts.momentary-balance-voting"),
    title="The balance of the moment votes or earns",
    kinds=(SubjectKind.CODE,),
    per=PartKind.FUNCTION,
    area=Area.DESIGN,
    severities=(Severity.HIGH, Severity.MEDIUM),
    tags=("owasp:SC07:2025", "cwe:841", "cwe:362"),
    meaning=(
        "What somebody holds now is added to a count of votes or points, or lets them do what a majority may. "
        "Tokens lent for one transaction count in full, and tokens passed on count again for the next holder.\n\n"
        "Not flagged: balances at a past block (getPastVotes), tokens that are taken in and locked by the same "
        "call, checks that an amount is covered, and clubs for whoever holds any."
    ),
    remedy="Count what was held at a block before the vote began, or lock the tokens until it ends.",
    references=(
        "https://owasp.org/www-project-smart-contract-top-10/2025/en/src/SC07-flash-loan-attacks.html",
        "https://eips.ethereum.org/EIPS/eip-5805",
    ),
    flagged=(
        "momentary_balance_voting_at_vote.sol",
        "momentary_balance_voting_emergency_execute.sol",
        "momentary_balance_voting_old.sol",
    ),
    clean=(
        "momentary_balance_voting_clean_burnt.sol",
        "momentary_balance_voting_clean_locked_votes.sol",
        "momentary_balance_voting_clean_snapshot.sol",
    ),
)


@answers(RULE)
def momentary_balance_voting(functions: Functions) -> Iterator[Outcome]:
    """One finding for each function in which a balance of the moment is counted or opens the way."""
    for function in functions:
        if not function.is_write_entry or _takes_tokens(function):
            continue
        asked = _balances(function)
        if asked:
            yield from _counted(function, asked) or _opening(function, asked)


def _balances(function: FunctionView) -> dict[object, Site]:
    """What says how much the caller holds now: a call to the token, or this token's own book."""
    found: dict[object, Site] = {}
    for site in function.sites(op.ExternalCall):
        call = site.operation
        if isinstance(call, op.ExternalCall) and call.name in MOMENTARY and len(call.arguments) == 1:
            holder = function.of_site(site, call.arguments[0])
            if THIS not in holder and SENDER in holder:
                found[call] = site
    for site in function.sites(op.Load):
        load = site.operation
        if isinstance(load, op.Load) and load.place.state is not None and _is_own_book(function, load.place.state):
            keys = [step.value for step in load.place.path if isinstance(step, Key)]
            if len(keys) == 1 and function.of_site(site, keys[0]) == {SENDER}:
                found.setdefault(load.place.state, site)
    return found


def _is_own_book(function: FunctionView, state: StateVariable) -> bool:
    """Written by `transfer` and not here: what it holds can be passed on at once."""
    writers = {writer.name for writer, _ in function.flow.writers.get(state, ())}
    return bool(writers & {"transfer", "_transfer"}) and all(cell[0] is not state for cell in function.effects.writes)


def _takes_tokens(function: FunctionView) -> bool:
    return any(
        isinstance(site.operation, op.ExternalCall)
        and site.operation.name in TAKES
        and any(SENDER in function.of_site(site, a) for a in site.operation.arguments)
        for site in function.effects.calls
    )


def _counted(function: FunctionView, asked: dict[object, Site]) -> list[Found]:
    for site in function.sites(op.Store):
        store = site.operation
        assert isinstance(store, op.Store)
        if not store.place.storage or store.place.state in asked:
            continue
        value = function.of_site(site, store.value)
        held = next((asked[o.what] for o in value if o.what in asked and not _settled(function, o.what, store)), None)
        if held is not None and any(o.what is store.place.state or store.operator == "+=" for o in value):
            mine = any(SENDER in keys for keys in function.entry_keys(site))
            what = "is added to " + (store.place.state.name if store.place.state else str(store.place))
            severity = Severity.MEDIUM if mine else Severity.HIGH
            return [_found(function, held, site, what, severity)]
    return []


def _settled(function: FunctionView, book: object, store: op.Store) -> bool:
    """Whoever changes the book brings what is counted up to date first, as dividends do when shares move."""
    if not isinstance(book, StateVariable):
        return False
    movers = [FunctionView(writer, function.flow) for writer, _ in function.flow.writers.get(book, ())]
    return any(cell[0] is store.place.state for mover in movers for cell in mover.effects.writes)


def _opening(function: FunctionView, asked: dict[object, Site]) -> list[Found]:
    """The balance has to exceed a threshold for what follows: state that is not the caller's own, or a call."""
    for site in (*function.sites(op.Store), *function.effects.calls):
        operation = site.operation
        if isinstance(operation, op.Store) and not operation.place.storage:
            continue
        if isinstance(operation, op.ExternalCall) and operation.is_static:
            continue
        if isinstance(operation, op.Store) and any(SENDER in keys for keys in function.entry_keys(site)):
            continue
        for required in function.requirements(site):
            held = _threshold(required, asked)
            if held is not None:
                return [_found(function, held, site, "alone opens the way to what follows", Severity.MEDIUM)]
    return []


def _threshold(required: Requirement, asked: dict[object, Site]) -> Site | None:
    """The balance that is held against something which is neither small nor the caller's own choice."""
    for comparison in required.reader.graph.definitions.get(required.branch.condition, ()):
        if not isinstance(comparison, op.Arithmetic) or comparison.operator not in ORDERS:
            continue
        left_more = (comparison.operator in (">", ">=")) == required.holds
        # who borrows can only have more: a balance that must not exceed something keeps nobody's place
        for one, other in ((comparison.left, comparison.right) if left_more else (comparison.right, comparison.left),):
            held = next((asked[o.what] for o in required.reader.of(one) if _is_call(o.what) and o.what in asked), None)
            limit = other.number if isinstance(other, Constant) else None
            if held is not None and (limit or 2) > 1 and limit != 0 and not _is_chosen(required.reader.of(other)):
                return held
    return None


def _is_call(what: object) -> bool:
    return isinstance(what, op.ExternalCall)


def _is_chosen(origins: Origins) -> bool:
    return any(o.kind in ("parameter", "calldata", "msg.value") for o in origins)


def _found(function: FunctionView, held: Site, used: Site, what: str, severity: Severity) -> Found:
    exposure = function.exposure_at(used)
    open_ = exposure is not Exposure.NOBODY
    return RULE.found(
        function.part,
        f"what the caller holds at this moment {what}: it can be borrowed for one transaction or passed on",
        at=function.at(held.operation),
        severity=severity if open_ else Severity.MEDIUM,
        confidence=Confidence.MEDIUM,
        exposure=Exposure.ANYONE if open_ else exposure,
        path=function.steps(held, "the balance of this moment is asked for"),
        evidence=[function.at(used.operation)],
    )

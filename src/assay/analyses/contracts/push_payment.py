"""Push payment: ether is pushed to a stored address, and if that refuses it, everybody else is stuck."""

from collections.abc import Iterator

from assay.core.outcome import Confidence, Exposure, Found, Outcome, RuleId, Severity
from assay.core.rule import Area, Rule, answers
from assay.core.subject import PartKind, SubjectKind
from assay.solidity.facts import Functions, FunctionView
from assay.solidity.flow.dominance import Loop
from assay.solidity.flow.effects import Cell, Site, cell_of
from assay.solidity.flow.failures import failure_reverts
from assay.solidity.flow.loaded import places_of, places_of_site
from assay.solidity.flow.origins import NONE, SENDER, Origins
from assay.solidity.flow.trust import Trust, trust
from assay.solidity.ir import operations as op
from assay.solidity.ir.values import Constant, Key, Place, Value
from assay.solidity.together import runs_before

RULE = Rule(
    id=RuleId("contracts.push-payment"),
    title="One receiver that refuses ether blocks everybody else",
    kinds=(SubjectKind.CODE,),
    per=PartKind.FUNCTION,
    area=Area.DESIGN,
    severities=(Severity.MEDIUM, Severity.LOW),
    tags=("owasp:SC10:2025", "swc:113", "cwe:703", "dasp:denial_of_service"),
    meaning=(
        "A contract can refuse ether, or burn all gas that it gets. Where a payment to a stored address must succeed "
        "for others to go on, its holder can stop them: the leader of an auction who can't be refunded can't be "
        "outbid, and one receiver in a loop keeps the whole round from being paid.\n\n"
        "Medium where anybody can become the receiver; low where the code or an owner chose him, and where another "
        "draw may pick somebody else. Not flagged: a payment to the caller himself, to addresses that the caller names "
        "(he can leave one out), amounts booked for the receiver to collect, and failures that are booked instead of "
        "reverted."
    ),
    remedy="Book what is owed and let each receiver collect it for himself.",
    references=(
        "https://swcregistry.io/docs/SWC-113",
        "https://docs.soliditylang.org/en/latest/common-patterns.html#withdrawal-from-contracts",
    ),
    flagged=(
        "push_payment_highest_bidder.sol",
        "push_payment_loop_of_transfers.sol",
        "push_payment_throne_old.sol",
        "push_payment_auction_by_number.sol",
        "push_payment_loop_in_helper_old.sol",
        "push_payment_winner_of_round.sol",
    ),
    clean=(
        "push_payment_clean_failure_booked.sol",
        "push_payment_clean_pulled.sol",
        "push_payment_clean_named_by_caller.sol",
        "push_payment_clean_seller_of_one_item.sol",
    ),
)


@answers(RULE)
def push_payment(functions: Functions) -> Iterator[Outcome]:
    """One finding for each payment that a stored receiver can fail."""
    for function in functions:
        if function.function.kind == "constructor":
            continue
        payments = [s for s in function.effects.calls if _pays(s.operation) and _blocks(function, s)]
        in_loops = {s: loop for loop in reversed(function.loops) for s in payments if _is_in(function, loop, s)}
        for site in payments:
            if site in in_loops:
                yield from _each_in_turn(function, site)
            elif function.function.is_entry:
                yield from _before_replaced(function, site) or _before_next_round(function, site)


def _pays(call: op.AnyOperation) -> bool:
    return isinstance(call, op.ExternalCall) and call.value is not None and call.value != Constant("0", call.value.type)


def _blocks(function: FunctionView, site: Site) -> bool:
    return failure_reverts(function.flow, function.function, function.context, site)


def _is_in(function: FunctionView, loop: Loop, site: Site) -> bool:
    """The payment is made in every turn of the loop, and not in a loop of a function that this one calls."""
    first = function.first(site)
    if function.graph.block_of[first][0] not in loop.blocks:
        return False
    if first is site.operation:
        return True
    holder = FunctionView(site.operation.body, function.flow)
    if site.operation not in holder.graph.block_of:  # it stands in a modifier
        return True
    inner = holder.graph.block_of[site.operation][0]
    return not any(inner in other.blocks for other in holder.loops)


def _receiver(function: FunctionView, site: Site) -> tuple[op.Load, ...]:
    """Where the stored receiver is read; empty when he is not only stored (the caller himself, or named by him)."""
    call = site.operation
    assert isinstance(call, op.ExternalCall)
    origins = function.of_site(site, call.receiver)
    if not origins or any(o.kind != "storage" for o in origins):
        return ()
    return places_of_site(function.flow, function.function, function.context, site, call.receiver)


def _keys(function: FunctionView, place: Place) -> Origins:
    return function.origins.keys_of(place)


def _each_in_turn(function: FunctionView, site: Site) -> Iterator[Found]:
    loads = _receiver(function, site)
    own = [load for load in loads if load in function.graph.block_of]
    keys = NONE.union(*(_keys(function, load.place) for load in own))
    # the same address in every turn blocks nobody else; where a reference points is not known, so it may move
    if not any(load.place.state is None or any(isinstance(s, Key) for s in load.place.path) for load in loads):
        return
    # a receiver that is found by what the caller passes can be left out by the caller
    if any(o.kind in ("parameter", "calldata") or o == SENDER for o in keys):
        return
    name = _written(loads[0].place)
    yield _found(
        function,
        site,
        f"one address in {name} that refuses the payment keeps all the others from being paid",
        None,
    )


def _before_replaced(function: FunctionView, site: Site) -> list[Found]:
    if function.exposure(function.first(site)) is not Exposure.ANYONE:
        return []
    for load in _receiver(function, site):
        cell = cell_of(load.place)
        write = _taken_over(function, cell) if cell is not None else None
        if write is None or _is_new_already(function, load, write) or not _concerns_others(function, site, load.place):
            continue
        stays = (
            f"{_written(load.place)} is paid before somebody else can take its place: by refusing, it stays for ever"
        )
        return [_found(function, site, stays, write)]
    return []


def _before_next_round(function: FunctionView, site: Site) -> list[Found]:
    """A winner is picked from a list that anyone can join, and the list is emptied for the next round."""
    call = site.operation
    assert isinstance(call, op.ExternalCall)
    for load in _receiver(function, site):
        keys = [step for step in load.place.path if isinstance(step, Key)]
        named = any(o.kind in ("parameter", "calldata") or o == SENDER for o in _keys(function, load.place))
        if not keys or named or trust(function.flow, function.of_site(site, call.receiver)) is not Trust.CHOSEN:
            continue
        for store in function.each(op.Store):
            emptied = store.operator == "delete" or _is_new_array(function, store.value)
            if emptied and store.place.path == () and store.place.root is load.place.root:
                picked = f"whoever is picked from {_written(load.place)} can refuse, and the round can't be closed"
                return [_found(function, site, picked, Site(store), Severity.LOW)]
    return []


def _is_new_array(function: FunctionView, value: Value) -> bool:
    """`new address[](0)`."""
    made = function.definition(value)
    return isinstance(made, op.Compute) and made.name == "new"


def _taken_over(function: FunctionView, cell: Cell) -> Site | None:
    """Where the function puts the caller, or whom he names, in the receiver's place."""
    for store in function.each(op.Store):
        if cell_of(store.place) == cell and _is_chosen(function.of(store.value)):
            return None if _only_when_empty(function, store, cell) else Site(store)
    found = function.effects.writes.get(cell)
    if found is not None and isinstance(found.operation, op.Store):
        return found if _is_chosen(function.of_site(found, found.operation.value)) else None
    return None


def _is_new_already(function: FunctionView, load: op.Load, write: Site) -> bool:
    """Who is paid was put there just before, by the same caller."""
    first = function.first(write)
    if load not in function.graph.block_of:
        return False
    written, read = function.graph.block_of[first][0], function.graph.block_of[load][0]
    return runs_before(function, first, load) and function.dominators.dominates(written, read)


def _only_when_empty(function: FunctionView, store: op.Store, cell: Cell) -> bool:
    """Nobody is replaced: the place is only taken when a check found it zero."""
    for check in function.checks_before(store):
        compared = function.definition(check.condition)
        if isinstance(compared, op.Arithmetic) and Constant("0", compared.right.type) == compared.right:
            loads = places_of(function.flow, function.function, compared.left)
            if compared.operator == "==" and any(cell_of(load.place) == cell for load in loads):
                return True
    return False


def _is_chosen(origins: Origins) -> bool:
    return any(o == SENDER or o.kind in ("parameter", "calldata") for o in origins)


def _concerns_others(function: FunctionView, site: Site, place: Place) -> bool:
    """False for what the receiver can only block for himself: his own entry, or an item that he sells.

    Of several entries told apart by a key, one is contested when what is paid back was stored with it and is replaced
    too (a bid); a seller is paid what the buyer brings.
    """
    if not any(isinstance(step, Key) for step in place.path):
        return True
    if SENDER in _keys(function, place):
        return False
    call = site.operation
    assert isinstance(call, op.ExternalCall)
    amount: Value | None = call.value
    paid = places_of_site(function.flow, function.function, function.context, site, amount) if amount else ()
    return any(cell_of(load.place) in function.effects.writes for load in paid)


def _written(place: Place) -> str:
    names = [place.state.name if place.state is not None else "storage"]
    names += [step.name for step in place.path if not isinstance(step, Key)]
    return ".".join(names)


def _found(
    function: FunctionView, site: Site, message: str, settled: Site | None, most: Severity = Severity.MEDIUM
) -> Found:
    call = site.operation
    assert isinstance(call, op.ExternalCall)
    first = function.first(site)
    anyone = trust(function.flow, function.of_site(site, call.receiver)) is Trust.CHOSEN
    path = list(function.steps(site, "the receiver can refuse, and its failure reverts everything"))
    if settled is not None:
        if runs_before(function, function.first(settled), first):
            path = [*function.steps(settled, "this is undone with it"), *path]
        else:
            path += function.steps(settled, "so that this is never reached")
    return RULE.found(
        function.part,
        message,
        at=function.at(call),
        severity=most if anyone else Severity.LOW,
        confidence=Confidence.HIGH if anyone else Confidence.MEDIUM,
        exposure=function.exposure(first),
        path=path,
        guards=[
            function.guard(check, "it does not ask whether the receiver accepts ether")
            for check in function.checks_before(first)
        ],
    )

"""Transaction order: who comes first takes a reward that others set, or answers a choice that stands in the clear."""

from collections.abc import Iterator

from assay.core.errors import BudgetExceeded
from assay.core.outcome import Confidence, Exposure, Found, Outcome, RuleId, Severity
from assay.core.rule import Area, Rule, answers
from assay.core.subject import PartKind, SubjectKind
from assay.solidity.facts import Functions, FunctionView
from assay.solidity.flow.draws import HASHES
from assay.solidity.flow.effects import Site
from assay.solidity.flow.origins import SENDER
from assay.solidity.flow.slices import backward
from assay.solidity.ir import operations as op
from assay.solidity.ir.graph import Branch
from assay.solidity.model import types as t
from assay.solidity.model.declarations import StateVariable

RULE = Rule(
    id=RuleId("contracts.transaction-order"),
    title="The order of transactions decides who is paid",
    kinds=(SubjectKind.CODE,),
    per=PartKind.FUNCTION,
    area=Area.DESIGN,
    severities=(Severity.MEDIUM,),
    tags=("owasp:SC03:2025", "swc:114", "cwe:362", "dasp:front_running"),
    meaning=(
        "Transactions wait in the open, and their order goes to who pays for it. A reward that is paid to whoever "
        "asks first is taken by who watches; its owner, who watches too, takes it back or changes it in front of a "
        "claim. A choice in a game that is stored in the clear is answered by the next player, who has read it.\n\n"
        "Not flagged: what was booked for the caller before, what the caller pays for, and choices that are "
        "committed to by hash."
    ),
    remedy="Book rewards for a named account, fix their amount while claims run, have choices committed to by hash.",
    references=("https://swcregistry.io/docs/SWC-114",),
    flagged=("transaction_order_reward_old.sol", "transaction_order_readable_choice.sol"),
    clean=("transaction_order_clean_booked_reward.sol", "transaction_order_clean_committed_choice.sol"),
)


@answers(RULE)
def transaction_order(functions: Functions) -> Iterator[Outcome]:
    """One finding for each claim, withdrawal in front of a claim, and choice that can be read."""
    for function in functions:
        if not function.is_write_entry:
            continue
        try:
            yield from _claim(function)
            yield from _taken_back(function)
            yield from _choice(function)
        except BudgetExceeded as error:
            yield RULE.unknown(function.part, because=str(error))


def _claim(function: FunctionView) -> Iterator[Found]:
    for site, reward in _claims(function):
        setter = _setter(function, reward)
        if setter is not None:
            what = f"whoever comes first is paid {reward.name}, which {setter.name} changes in front of them"
            yield _found(function, site, what, "the first who asks is paid")
            return


def _claims(function: FunctionView) -> Iterator[tuple[Site, StateVariable]]:
    """Ether to the caller, as much as one variable says, for nothing that tells this caller from another."""
    for site in function.effects.calls:
        call = site.operation
        if not isinstance(call, op.ExternalCall) or call.value is None or call.kind == "high":
            continue
        amount = function.of_site(site, call.value)
        rewards = [o.what for o in amount if isinstance(o.what, StateVariable) and t.integer(o.what.type) is not None]
        if len(amount) != 1 or len(rewards) != 1 or function.of_site(site, call.receiver) != {SENDER}:
            continue
        if function.exposure_at(site) is Exposure.ANYONE and not any(
            r.distinguishes or SENDER in r.reader.of(r.branch.condition) for r in function.requirements(site)
        ):
            yield site, rewards[0]


def _setter(function: FunctionView, reward: StateVariable) -> FunctionView | None:
    """Who else sets the reward to something new."""
    for writer, store in function.flow.writers.get(reward, ()):
        view = FunctionView(writer, function.flow)
        if writer is not function.function and writer.is_entry and view.of(store.value):
            return view
    return None


def _taken_back(function: FunctionView) -> Iterator[Found]:
    """Pays out what is in the reward, then sets it anew."""
    if function.context is None:
        return
    written = {cell[0] for cell in function.effects.writes}
    for site in function.effects.calls:
        call = site.operation
        if not isinstance(call, op.ExternalCall) or call.value is None:
            continue
        rewards = [o.what for o in function.of_site(site, call.value) if o.what in written]
        for other in function.context.entries if rewards else ():
            view = FunctionView(other, function.flow)
            if other is not function.function and any(reward in rewards for _, reward in _claims(view)):
                what = f"the reward can be taken back here in front of a claim by {view.name}"
                yield _found(function, site, what, "the reward leaves before it is claimed")
                return


def _choice(function: FunctionView) -> Iterator[Found]:
    for store in function.each(op.Store):
        state = store.place.state
        if state is None or not any(_is_choice(o.what) for o in function.of(store.value) if o.kind == "parameter"):
            continue
        if any(isinstance(d, op.Compute) and d.name in HASHES for d in function.graph.definitions.get(store.value, ())):
            continue
        revealed = any("hash" in r.concerns for r in function.requirements(Site(store)))
        payer = None if revealed else _pays_by(function, state)
        if payer is not None:
            what = f"{state.name} holds a choice that the next player can read before {payer.name} pays by it"
            yield _found(function, Site(store), what, "the choice is stored in the clear")
            return


def _is_choice(what: object) -> bool:
    return t.integer(getattr(what, "type", t.VOID)) is not None


def _pays_by(function: FunctionView, state: StateVariable) -> FunctionView | None:
    """Who pays by the remainder of what was chosen by several."""
    members = function.context.members.values() if function.context is not None else ()
    for other in (f for group in members for f in group if f.implemented and f.kind == "function"):
        view = FunctionView(other, function.flow)
        paid = any(
            isinstance(s.operation, op.ExternalCall) and s.operation.value is not None for s in view.effects.calls
        )
        for block in view.graph.blocks if paid else ():
            if isinstance(block.end, Branch) and _is_parity(view, block.end, state):
                return view
    return None


def _is_parity(view: FunctionView, branch: Branch, state: StateVariable) -> bool:
    behind = backward(view.flow, view.function, view.context, branch.condition)
    loads = [o for _, o in behind.operations if isinstance(o, op.Load) and o.place.state is state]
    hashed = any(isinstance(o, op.Compute) and o.name in HASHES for _, o in behind.operations)
    mixed = any(isinstance(o, op.Arithmetic) and o.operator in ("%", "^", "&") for _, o in behind.operations)
    return len(loads) > 1 and mixed and not hashed


def _found(function: FunctionView, site: Site, what: str, note: str) -> Found:
    return RULE.found(
        function.part,
        what,
        at=function.at(site.operation),
        confidence=Confidence.MEDIUM,
        exposure=function.exposure_at(site),
        path=function.steps(site, note),
    )

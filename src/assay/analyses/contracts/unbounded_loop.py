"""Unbounded loop: the work grows with a list that anyone can lengthen, until it fits in no block."""

from collections.abc import Iterator

from assay.core.outcome import Confidence, Exposure, Found, Outcome, RuleId, Severity
from assay.core.rule import Area, Rule, answers
from assay.core.subject import PartKind, SubjectKind
from assay.solidity.facts import Functions, FunctionView
from assay.solidity.flow.dominance import Loop
from assay.solidity.flow.failures import always_reverts
from assay.solidity.flow.growth import Growth, grown_by_anyone, is_length, type_at
from assay.solidity.flow.loaded import copies_of, places_of
from assay.solidity.flow.origins import SENDER
from assay.solidity.ir import operations as op
from assay.solidity.ir.graph import Branch
from assay.solidity.ir.values import Constant, Field, Key, Place, Temporary, Value, Variable
from assay.solidity.model import types as t

RULE = Rule(
    id=RuleId("contracts.unbounded-loop"),
    title="A loop over a list that anyone can lengthen",
    kinds=(SubjectKind.CODE,),
    per=PartKind.FUNCTION,
    area=Area.DESIGN,
    severities=(Severity.MEDIUM, Severity.LOW),
    tags=("owasp:SC10:2025", "swc:128", "cwe:400", "dasp:denial_of_service"),
    meaning=(
        "Every entry that somebody adds makes the loop dearer. Past the gas that a block has, the function can never "
        "be run again, and whatever depends on it is stuck. Clearing a storage array is such a loop too: the compiler "
        "writes it.\n\n"
        "Medium where each turn writes storage or calls out, low where it only reads, where the array is "
        "cleared, and where the list is one account's. "
        "Not flagged: lists that only an owner lengthens, that are capped when something is added, of fixed size or "
        "kept for each caller apart, loops that the caller can page through, and views that nothing else depends on."
    ),
    remedy="Work in pages, let each account settle for itself, or cap the list where it grows.",
    references=("https://swcregistry.io/docs/SWC-128",),
    flagged=(
        "unbounded_loop_credits_all.sol",
        "unbounded_loop_old.sol",
        "unbounded_loop_token_payments.sol",
        "unbounded_loop_cleared_old.sol",
        "unbounded_loop_counted.sol",
        "unbounded_loop_copied_to_memory.sol",
    ),
    clean=(
        "unbounded_loop_clean_capped_when_added.sol",
        "unbounded_loop_clean_fixed_size.sol",
        "unbounded_loop_clean_paged.sol",
        "unbounded_loop_clean_own_entries.sol",
        "unbounded_loop_clean_owner_adds.sol",
    ),
)


@answers(RULE)
def unbounded_loop(functions: Functions) -> Iterator[Outcome]:
    """One finding for each loop, and each clearing of an array, that a stranger can make too long."""
    for function in functions:
        if function.function.kind == "constructor" or function.exposure() is Exposure.NOBODY:
            continue
        for loop in function.loops:
            yield from _in_loop(function, loop)
        for store in function.each(op.Store):
            yield from _cleared(function, store)


def _in_loop(function: FunctionView, loop: Loop) -> Iterator[Found]:
    work = _work(function, loop)
    if not work and not _matters(function):
        return
    exits = [
        block.end
        for block in sorted(loop.blocks, key=lambda b: b.number)
        if isinstance(block.end, Branch)
        and any(
            s not in loop.blocks and not always_reverts(function.flow, function.context, s)
            for s in (block.end.yes, block.end.no)
        )
    ]
    if any(_can_be_paged(function, leaving) for leaving in exits):
        return
    for leaving in exits:
        for place in _bounds(function, leaving):
            growth = grown_by_anyone(function.flow, place)
            if growth is not None:
                yield _found(function, leaving, place, growth, work)
                return


def _bounds(function: FunctionView, leaving: Branch) -> list[Place]:
    """Lengths and counters in storage that the condition compares with."""
    compared = function.definition(leaving.condition)
    if not isinstance(compared, op.Arithmetic) or compared.operator not in ("<", "<=", ">", ">=", "!=", "=="):
        return []
    found = []
    for side in (compared.left, compared.right):
        for load in places_of(function.flow, function.function, side):
            for place in _lengths(function, load.place) if is_length(load.place) else [load.place]:
                kind = type_at(place)
                listed = isinstance(kind, t.Array) and kind.length is None
                counted = place is load.place and t.integer(side.type) is not None
                if (listed or counted) and not _own(function, place):
                    found.append(place)
    return found


def _lengths(function: FunctionView, length: Place) -> list[Place]:
    """The storage arrays whose length this can be: the array itself, or what a copy in memory was made of."""
    if length.state is not None:
        return [Place(length.root, length.path[:-1])]
    root = length.root if isinstance(length.root, Variable | Temporary) and len(length.path) == 1 else None
    return [load.place for load in places_of(function.flow, function.function, root)] if root is not None else []


def _own(function: FunctionView, place: Place) -> bool:
    return SENDER in function.origins.keys_of(place)


def _can_be_paged(function: FunctionView, leaving: Branch) -> bool:
    """The caller, the gas that is left or a constant says how many turns are made at most."""
    compared = function.definition(leaving.condition)
    sides: tuple[Value, ...] = (compared.left, compared.right) if isinstance(compared, op.Arithmetic) else ()
    for side in sides:
        if any(o.kind in ("parameter", "calldata") for o in function.of(side)) or _is_gas(function, side):
            return True
        copies = copies_of(function.flow, function.function, side)
        loaded = places_of(function.flow, function.function, side)
        if loaded and any(isinstance(c, Constant) and c.text != "0" for c in copies):
            return True
    return False


def _is_gas(function: FunctionView, value: Value) -> bool:
    defined = [function.definition(c) for c in copies_of(function.flow, function.function, value)]
    return (
        any(isinstance(d, op.Compute) and d.name in ("gasleft", "yul.gas") for d in defined) or str(value) == "msg.gas"
    )


def _work(function: FunctionView, loop: Loop) -> str:
    """What each turn does that costs: a write or a call; empty when it only reads."""
    for block in sorted(loop.blocks, key=lambda b: b.number):
        for operation in block.operations:
            match operation:
                case op.Store(place=place) if place.storage:
                    return "writes storage"
                case op.ExternalCall() | op.Create():
                    return "calls out"
                case op.InternalCall():
                    target = function.target(operation)
                    inner = function.flow.effects(target, function.context) if target is not None else None
                    if inner is not None and (inner.writes or inner.calls):
                        return "writes storage" if inner.writes else "calls out"
    return ""


def _matters(function: FunctionView) -> bool:
    """Something on chain changes in the same execution, so that it is lost when the loop does not end."""
    if function.effects.writes:
        return function.function.writes_allowed
    callers = function.flow.callers.get(function.function, ()) if not function.function.is_entry else ()
    return any(c.writes_allowed and c.kind != "constructor" and function.flow.effects(c).writes for c, _ in callers)


def _cleared(function: FunctionView, store: op.Store) -> Iterator[Found]:
    kind = type_at(store.place)
    if store.operator not in ("=", "delete") or not isinstance(kind, t.Array) or kind.length is not None:
        return
    emptied = store.operator == "delete" or _is_new(function, store.value)
    growth = grown_by_anyone(function.flow, store.place) if emptied and not _own(function, store.place) else None
    if growth is not None:
        yield RULE.found(
            function.part,
            f"clearing {_written(store.place)} costs gas for each entry, and anyone can add to it in "
            f"{growth.function.name or growth.function.kind}",
            at=function.at(store),
            severity=Severity.LOW,
            confidence=Confidence.MEDIUM,
            exposure=Exposure.ANYONE,
            path=[function.step(store, "every entry is cleared in one transaction")],
            evidence=[FunctionView(growth.function, function.flow).at(growth.store)],
        )


def _is_new(function: FunctionView, value: Value) -> bool:
    made = function.definition(value)
    return isinstance(made, op.Compute) and made.name == "new"


def _written(place: Place) -> str:
    names = [place.state.name if place.state is not None else "storage"]
    names += [s.name for s in place.path if isinstance(s, Field) and s.name != "length"]
    return ".".join(names) + ("[…]" if any(isinstance(s, Key) for s in place.path) else "")


def _of_account(place: Place) -> bool:
    """A list that is kept for an account: the account alone is stuck when it is too long."""
    return any(isinstance(step, Key) and t.is_address(step.value.type) for step in place.path)


def _found(function: FunctionView, leaving: Branch, place: Place, growth: Growth, work: str) -> Found:
    grower = FunctionView(growth.function, function.flow)
    return RULE.found(
        function.part,
        f"each turn {work or 'reads storage'}, and anyone can add turns: {_written(place)} grows in {grower.name}",
        at=function.at(leaving),
        severity=Severity.MEDIUM if work and not _of_account(place) else Severity.LOW,
        confidence=Confidence.MEDIUM,
        exposure=Exposure.ANYONE,
        path=[function.step(leaving, "one more turn for each entry, all in one transaction")],
        evidence=[grower.at(growth.store)],
        guards=[
            grower.guard(check, "it does not limit how many entries there are")
            for check in grower.checks_before(growth.store)
        ],
    )

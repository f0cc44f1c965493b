"""Empty list: who may is asked in the turns of a loop over a list that the caller passes, and he may pass none."""

from collections.abc import Iterator

from assay.core.outcome import Confidence, Found, Outcome, RuleId, Severity
from assay.core.rule import Area, Rule, answers
from assay.core.subject import PartKind, SubjectKind
from assay.solidity.facts import Functions, FunctionView
from assay.solidity.flow.dominance import Loop
from assay.solidity.flow.effects import Site
from assay.solidity.flow.ingredients import ingredients
from assay.solidity.flow.origins import SIGNER, is_given
from assay.solidity.flow.payments import moves_value
from assay.solidity.flow.principals import is_restricted
from assay.solidity.flow.requirements import Requirement
from assay.solidity.ir import operations as op
from assay.solidity.ir.graph import Block, Branch
from assay.solidity.ir.values import Field, Value

RULE = Rule(
    id=RuleId("contracts.empty-list"),
    title="With an empty list nothing is checked",
    kinds=(SubjectKind.CODE,),
    per=PartKind.FUNCTION,
    area=Area.IMPLEMENTATION,
    severities=(Severity.HIGH,),
    tags=("owasp:SC04:2025", "cwe:20", "cwe:1284", "dasp:other"),
    meaning=(
        "A loop over signatures, tickets or tokens that the caller passes refuses each that is not right; then ether "
        "or tokens leave. With an empty list no turn runs and nothing is refused.\n\n"
        "Not flagged: a length that is looked at, turns whose results are counted or added up and used afterwards, "
        "and payments that something else guards."
    ),
    remedy="Demand the number of entries that is needed before the loop.",
    references=("https://cwe.mitre.org/data/definitions/20.html",),
    flagged=("empty_list_signatures.sol", "empty_list_tickets.sol"),
    clean=("empty_list_clean_counted.sol", "empty_list_clean_length_checked.sol"),
)


@answers(RULE)
def empty_list(functions: Functions) -> Iterator[Outcome]:
    """One finding for each function: its first payment that only turns of a loop guard."""
    for function in functions:
        if function.is_write_entry and function.loops:
            found = next(_in(function), None)
            if found is not None and function.gaps:
                yield RULE.unknown(function.part, because=function.gaps[0])
            elif found is not None:
                yield found


def _in(function: FunctionView) -> Iterator[Found]:
    for payment in function.each(op.ExternalCall):
        if not moves_value(payment) or not _to_whom_he_likes(function, payment):
            continue
        for loop in function.loops:
            asked, check = _list_passed(function, loop), _asks(function, loop)
            if asked is None or check is None or not _stands_alone(function, payment, loop):
                continue
            yield RULE.found(
                function.part,
                f"only the turns over {asked} refuse anybody: with an empty list this is paid to whoever asks",
                at=function.at(payment),
                confidence=Confidence.MEDIUM,
                path=[
                    function.step(check, f"refuses, but only for what is in {asked}"),
                    function.step(payment, "runs without a turn as well"),
                ],
            )


def _to_whom_he_likes(function: FunctionView, payment: op.ExternalCall) -> bool:
    receivers = (payment.receiver,) if payment.value is not None else payment.arguments[:1]
    return any(is_given(function.of(r)) for r in receivers)


def _list_passed(function: FunctionView, loop: Loop) -> str | None:
    """The name of the array whose length ends the loop, when the caller passes it."""
    test = function.definition(loop.header.end.condition) if isinstance(loop.header.end, Branch) else None
    for side in test.inputs if isinstance(test, op.Arithmetic) else ():
        length = function.definition(side)
        given = [getattr(o.what, "name", "") for o in function.of(side) if o.kind == "parameter"]
        if isinstance(length, op.Load) and not length.place.storage and given:
            return given[0] or "the list"
    return None


def _asks(function: FunctionView, loop: Loop) -> op.AnyOperation | Branch | None:
    """What in a turn keeps somebody out: a check of the caller or of a signature, here or in a function called."""
    places = function.flow.principals(function.function)
    for block in sorted(loop.blocks, key=lambda b: b.number):
        if is_restricted(places.get(block, frozenset({}))) and block in places:
            return _before(block, loop)
        if isinstance(block.end, Branch) and SIGNER in function.of(block.end.condition):
            return block.end
        for operation in block.operations:
            target = function.target(operation) if isinstance(operation, op.InternalCall) else None
            if target is not None and any(
                SIGNER in r.reader.of(r.branch.condition) or "signature" in r.concerns
                for r in FunctionView(target, function.flow).requirements_to_return()
            ):
                return operation
    return None


def _before(block: Block, loop: Loop) -> op.AnyOperation | Branch | None:
    for earlier in (block, *block.predecessors):
        if isinstance(earlier.end, Branch) and earlier in loop.blocks and earlier is not block:
            return earlier.end
        calls = [o for o in earlier.operations if isinstance(o, op.InternalCall)]
        if calls and earlier in loop.blocks:
            return calls[-1]
    return None


def _stands_alone(function: FunctionView, payment: op.ExternalCall, loop: Loop) -> bool:
    """After the loop, guarded by nothing else, and of an amount in which no turn has a part."""
    block, _ = function.graph.block_of[payment]
    if block in loop.blocks or not function.dominators.dominates(loop.header, block):
        return False
    guards = [r for r in function.requirements(Site(payment)) if not _is_asked_in(function, r, loop)]
    if not function.is_open_at(Site(payment)) or any(r.distinguishes or _counts(r) for r in guards):
        return False
    turns = {target for b in loop.blocks for o in b.operations for target in o.outputs}
    looked_at: list[Value] = [r.branch.condition for r in guards if r.branch is not loop.header.end]
    looked_at += [*payment.arguments, *([payment.value] if payment.value is not None else [])]
    reader = function.flow.reader(function.function, function.context)
    behind = [i.operation for v in looked_at for i in ingredients(reader, v)]
    return not any(t in turns for o in behind for t in o.outputs)


def _is_asked_in(function: FunctionView, requirement: Requirement, loop: Loop) -> bool:
    """Only in a turn: in the loop itself, or in what is called there and, by this function, nowhere else."""
    if requirement.reader.graph is function.graph:
        return any(b.end is requirement.branch for b in loop.blocks)
    called = [(b, o) for b, _, o in function.graph.operations if isinstance(o, op.InternalCall)]
    outside = [function.target(call) for b, call in called if b not in loop.blocks]
    direct = any(function.target(call) is requirement.reader.graph.function for _, call in called)
    return requirement.reader.graph.function not in outside if direct else not outside


def _counts(requirement: Requirement) -> bool:
    """How long a list is that was passed."""
    loads = [i.operation for i in requirement.ingredients if isinstance(i.operation, op.Load)]
    measured = any(o.place.path[-1:] == (Field("length"),) and not o.place.storage for o in loads)
    return measured and requirement.branch.kind != "loop"

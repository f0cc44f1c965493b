"""Weak randomness: a number that decides something is drawn from block data that everybody can read beforehand."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assay.core.errors import BudgetExceeded
from assay.core.evidence import SourceSpan
from assay.core.outcome import Confidence, Exposure, Found, Outcome, RuleId, Severity
from assay.core.rule import Area, Rule, answers
from assay.core.subject import PartKind, SubjectKind
from assay.solidity.facts import Functions, FunctionView
from assay.solidity.flow.draws import HASHES, Draw, Source, decides, draws, helpers_of, reads_block
from assay.solidity.flow.payments import pays
from assay.solidity.flow.slices import downstream
from assay.solidity.ir import operations as op
from assay.solidity.ir.values import Value

SIDE_BY_SIDE = 6
"""Operations between two draws that make one number."""
CALLERS_HIGH = 3

RULE = Rule(
    id=RuleId("contracts.weak-randomness"),
    title="A number is drawn from block data",
    kinds=(SubjectKind.CODE,),
    per=PartKind.FUNCTION,
    area=Area.IMPLEMENTATION,
    severities=(Severity.HIGH, Severity.MEDIUM, Severity.LOW),
    tags=("owasp:SC09:2025", "swc:120", "cwe:330", "cwe:338", "dasp:bad_randomness"),
    meaning=(
        "Time, number, hash, producer and prevrandao of a block are known to every contract that is called in it, "
        "and the producer has a say in them. Whoever calls works the number out first, in a contract of their own, "
        "and goes on only when it suits. Mixing in the caller, a counter or a private variable hides nothing: all "
        "of them can be read. A later block's hash is known to its producer, and zero after 256 blocks.\n\n"
        "Not flagged: deadlines and durations, hashes kept whole as names, numbers that an oracle delivers, and "
        "secrets that were committed to before and are shown now."
    ),
    remedy="Take the number from a verifiable random function, or from secrets that the players committed to before.",
    references=(
        "https://owasp.org/www-project-smart-contract-top-10/2025/en/src/SC09-insecure-randomness.html",
        "https://swcregistry.io/docs/SWC-120",
    ),
    flagged=(
        "weak_randomness_blockhash_old.sol",
        "weak_randomness_prevrandao.sol",
        "weak_randomness_through_helper.sol",
        "weak_randomness_timestamp_difficulty_old.sol",
    ),
    clean=(
        "weak_randomness_clean_commit_reveal.sol",
        "weak_randomness_clean_deadline.sol",
        "weak_randomness_clean_oracle_callback.sol",
        "weak_randomness_clean_order_number.sol",
    ),
)


@answers(RULE)
def weak_randomness(functions: Functions) -> Iterator[Outcome]:
    """One finding for each number that is drawn, in the function that reads the block."""
    for function in functions:
        try:
            yield from _in(function)
        except BudgetExceeded as error:
            yield RULE.unknown(function.part, because=str(error))


@dataclass(frozen=True, slots=True)
class _Group:
    """Draws that make one number: connected, or side by side."""

    draws: tuple[Draw, ...]
    decides: frozenset[str]
    """`branch`, `key`, `state`, `paid` (an amount or a receiver), `return`."""


def _in(function: FunctionView) -> Iterator[Found]:
    own = [d for d in draws(function.flow, function.function, function.context) if not _is_fair(function, d)]
    for group in _groups(function, [d for d in own if not _told_elsewhere(d, function)]):
        if all(d.mixed for d in group.draws) or _decides_at_once(function, group):
            at = function.at(group.draws[-1].operation)
            found = _found(function, group.draws, at, _severity(function, group))
            yield found
            yield from _inputs(function, group.draws, found)
    yield from _for_callers(function)


def _told_elsewhere(draw: Draw, function: FunctionView) -> bool:
    """A helper reads the block and returns the number: the finding stands there."""
    helpers = list(helpers_of(draw, function.function))
    return bool(helpers) and all(h.file.reported and _returns_number(function, h) for h in helpers)


def _returns_number(function: FunctionView, helper: object) -> bool:
    called = {function.target(c) for c in function.each(op.InternalCall)}
    return helper in called


def _for_callers(function: FunctionView) -> Iterator[Found]:
    """What this function reads of the block is made a number in those that call it."""
    if not function.function.returns or not reads_block(function.graph):
        return
    seen = [function.function]
    for _ in range(CALLERS_HIGH):
        seen += [c for f in seen for c, _ in function.flow.callers.get(f, ()) if c not in seen]
    for caller in seen[1:]:
        view = FunctionView(caller, function.flow)
        for draw in draws(function.flow, caller, view.context):
            helpers = list(helpers_of(draw, caller))
            if function.function in helpers and _told_elsewhere(draw, view) and not _is_fair(view, draw):
                mine = [read for where, read, _ in draw.sources if where is function.function]
                hashes = [h for h in function.each(op.Compute) if h.name in HASHES]
                span = function.at(hashes[-1] if hashes else mine[-1])
                group = next((g for g in _groups(view, [draw])), None)
                if group is not None and (draw.mixed or _decides_at_once(view, group)):
                    found = _found(function, [draw], span, _severity(view, group), caller=view)
                    yield found
                    yield from _inputs(function, [draw], found)
                    return


def _is_fair(function: FunctionView, draw: Draw) -> bool:
    """Somebody else brings what can't be known: an oracle that calls back, or a secret held against its hash."""
    if not draw.parameters:
        return False
    if function.exposure(draw.operation) is Exposure.PRIVILEGED:
        return True
    return any(_is_revealed(function, parameter) for parameter in draw.parameters)


def _is_revealed(function: FunctionView, parameter: object) -> bool:
    """The hash of the parameter is compared with something stored."""
    hashed: set[Value] = set()
    for compute in function.each(op.Compute):
        if compute.name in HASHES and any(o.what is parameter for a in compute.arguments for o in function.of(a)):
            hashed |= {v for r in compute.results for v in downstream(function.graph, r)}
    for comparison in function.each(op.Arithmetic):
        if comparison.operator in ("==", "!="):
            for one, other in ((comparison.left, comparison.right), (comparison.right, comparison.left)):
                if one in hashed and any(o.kind in ("storage", "fixed") for o in function.of(other)):
                    return True
    return False


def _groups(function: FunctionView, found: Sequence[Draw]) -> list[_Group]:
    groups: list[list[Draw]] = []
    for draw in found:
        last = groups[-1] if groups else []
        if last and (_near(function, last[-1], draw) or _connected(function, last[-1], draw)):
            last.append(draw)
        else:
            groups.append([draw])
    return [_Group(tuple(g), frozenset(k for d in g for k in decides(function.graph, d))) for g in groups]


def _near(function: FunctionView, one: Draw, other: Draw) -> bool:
    """Side by side: hardly anything is done between them. Counted in operations, since line ends mean nothing."""
    (block, first), (below, second) = (function.graph.block_of[d.operation] for d in (one, other))
    return block is below and 0 < second - first <= SIDE_BY_SIDE


def _connected(function: FunctionView, one: Draw, other: Draw) -> bool:
    reach = {v for o in one.operation.outputs for v in downstream(function.graph, o)}
    return any(value in reach for value in other.operation.inputs)


def _decides_at_once(function: FunctionView, group: _Group) -> bool:
    """A plain remainder of the time or the block's number is a draw when it picks, or when value moves by it."""
    return "paid" in group.decides or (bool(group.decides & {"branch", "key"}) and pays(function.effects))


def _severity(function: FunctionView, group: _Group) -> Severity:
    exposure = function.exposure(group.draws[-1].operation)
    paid = pays(function.effects)
    if exposure is Exposure.ANYONE or function.function.kind == "constructor":
        later = any(d.mixed and d.state and not d.parameters and _waits(d) for d in group.draws)
        return Severity.HIGH if paid and group.decides - {"return"} and not later else Severity.MEDIUM
    return Severity.MEDIUM if paid and exposure is Exposure.PRIVILEGED else Severity.LOW


def _waits(draw: Draw) -> bool:
    """Only the hash of a block that was still to come when it was chosen: nobody but its producer knows it."""
    return draw.names == ("blockhash",)


def _inputs(function: FunctionView, draws_: Sequence[Draw], told: Found) -> Iterator[Found]:
    """Everything else that is read of the block for the number, each where it stands: all of them have to go."""
    own = [(read, name) for draw in draws_ for where, read, name in draw.sources if where is function.function]
    seen: set[tuple[int, int]] = set()
    for read, name in sorted(own, key=lambda each: (each[0].node.start, each[1])):
        at = function.at(read)
        inside = at.path != told.at.path or (told.at.start <= at.start and at.end <= told.at.end)
        if inside or (at.start, at.end) in seen:
            continue
        seen.add((at.start, at.end))
        yield RULE.found(
            function.part,
            f"{name} goes into a number that is drawn from the block",
            at=at,
            severity=Severity.LOW,
            confidence=told.confidence,
            exposure=told.exposure,
            evidence=[told.at],
        )


def _found(
    function: FunctionView,
    found: Sequence[Draw],
    span: SourceSpan,
    severity: Severity,
    caller: FunctionView | None = None,
) -> Found:
    names = sorted({name for d in found for name in d.names})
    here: list[Source] = [s for d in found for s in d.sources if s[0] is function.function]
    steps = [function.step(read, f"{name} is read, which is known beforehand") for _, read, name in here[:1]]
    if caller is None:
        created = function.function.kind == "constructor"  # what it leaves in storage can be read by anyone
        exposure = Exposure.ANYONE if created else function.exposure(found[-1].operation)
        if not here or here[0][1] is not found[-1].operation:
            steps.append(function.step(found[-1].operation, "the number is drawn"))
        told = "the number that is drawn here comes"
    else:
        exposure = caller.exposure(found[-1].operation)
        told = f"the number that {caller.name} draws comes"
    return RULE.found(
        function.part,
        f"{told} from {' and '.join(names)}, which a caller can know and a block producer can choose",
        at=span,
        severity=severity,
        confidence=Confidence.HIGH if any(d.mixed for d in found) else Confidence.MEDIUM,
        exposure=exposure,
        path=steps,
        evidence=[] if caller is None else [caller.at(found[-1].operation)],
    )

"""Aliased entries: two entries of one mapping are read before either is written, and both keys can be the same."""

from collections.abc import Iterator

from assay.core.outcome import Confidence, Exposure, Found, Outcome, RuleId, Severity
from assay.core.rule import Area, Rule, answers
from assay.core.subject import PartKind, SubjectKind
from assay.solidity.facts import Functions, FunctionView
from assay.solidity.flow.conditions import Reader
from assay.solidity.flow.effects import cell_of
from assay.solidity.flow.origins import is_given
from assay.solidity.ir import operations as op
from assay.solidity.ir.graph import Branch
from assay.solidity.ir.values import Key, Place, Value

RULE = Rule(
    id=RuleId("contracts.aliased-entries"),
    title="A transfer to oneself writes back what was read before",
    kinds=(SubjectKind.CODE,),
    per=PartKind.FUNCTION,
    area=Area.IMPLEMENTATION,
    severities=(Severity.HIGH, Severity.MEDIUM, Severity.LOW),
    tags=("owasp:SC03:2025", "cwe:682", "dasp:other"),
    meaning=(
        "Two entries of one mapping are read into locals, then one is written lower and the other higher, each from "
        "its local. When both keys are the same the second write overwrites the first: the caller sends an amount to "
        "himself and has it on top.\n\n"
        "Not flagged: `balances[to] += amount`, which reads again after the first write, and keys that are compared."
    ),
    remedy="Write with += and -=, or refuse equal keys.",
    references=("https://cwe.mitre.org/data/definitions/682.html",),
    flagged=("aliased_entries_old.sol", "aliased_entries_transfer.sol"),
    clean=("aliased_entries_clean_compared.sol", "aliased_entries_clean_read_again.sol"),
)


@answers(RULE)
def aliased_entries(functions: Functions) -> Iterator[Outcome]:
    """One finding for each write that another entry's older value can overwrite."""
    for function in functions:
        if function.function.writes_allowed:
            yield from _in(function)


def _in(function: FunctionView) -> Iterator[Found]:
    stores = [s for s in function.each(op.Store) if s.operator == "=" and s.place.storage and _keys(s.place)]
    for number, later in enumerate(stores):
        for earlier in stores[:number]:
            first, second = _read_for(function, earlier), _read_for(function, later)
            if first is None or second is None or cell_of(earlier.place) != cell_of(later.place):
                continue
            if _is_before(function, second, earlier) and _can_be_same(function, earlier.place, later.place):
                yield _found(function, second, earlier, later)


def _keys(place: Place) -> tuple[Value, ...]:
    return tuple(step.value for step in place.path if isinstance(step, Key))


def _read_for(function: FunctionView, store: op.Store) -> op.Load | None:
    """The read of the very entry from which the value that is written is computed."""
    pending, seen = [store.value], {store.value}
    while pending:
        for definition in function.graph.definitions.get(pending.pop(), ()):
            if isinstance(definition, op.Load):
                if definition.place.root == store.place.root and definition.place.path == store.place.path:
                    return definition
            elif isinstance(definition, op.Assign | op.Convert | op.Arithmetic):
                new = [v for v in definition.inputs if v not in seen]
                pending += new
                seen.update(new)
    return None


def _is_before(function: FunctionView, one: op.AnyOperation, other: op.AnyOperation) -> bool:
    (block, index), (below, position) = function.graph.block_of[one], function.graph.block_of[other]
    return index < position if block is below else function.dominators.dominates(block, below)


def _can_be_same(function: FunctionView, one: Place, other: Place) -> bool:
    """One key of each differs in the source, strangers choose one of the two, and nothing compares them."""
    pairs = [(a, b) for a, b in zip(_keys(one), _keys(other), strict=False) if a != b]
    if len(pairs) != 1 or len(_keys(one)) != len(_keys(other)):
        return False
    a, b = pairs[0]
    if not (is_given(function.of(a)) and is_given(function.of(b))):
        return False
    reader = function.flow.reader(function.function, function.context)
    return not any(_compares(function, reader, check, a, b) for _, check in function.graph.branches)


def _compares(function: FunctionView, reader: Reader, check: Branch, a: Value, b: Value) -> bool:
    test = function.definition(check.condition)
    if not isinstance(test, op.Arithmetic) or test.operator not in ("==", "!=", "<", ">"):
        return isinstance(test, op.InternalCall)
    sides = (reader.of(test.left), reader.of(test.right))
    return sides in ((reader.of(a), reader.of(b)), (reader.of(b), reader.of(a)))


def _found(function: FunctionView, read: op.Load, earlier: op.Store, later: op.Store) -> Found:
    name = getattr(later.place.state, "name", "the entry")
    exposure = function.exposure(later)
    severity = {Exposure.ANYONE: Severity.HIGH, Exposure.PRIVILEGED: Severity.LOW}.get(exposure, Severity.MEDIUM)
    return RULE.found(
        function.part,
        f"{name} is written from what was read before the other entry changed: when both are the same one, that "
        "change is lost",
        at=function.at(later),
        severity=severity,
        confidence=Confidence.HIGH,
        exposure=exposure,
        path=[
            function.step(read, f"{name} is read"),
            function.step(earlier, "an entry that can be the same is written"),
            function.step(later, "and is overwritten from the older value"),
        ],
        guards=[
            function.guard(branch, "it does not keep the two keys apart") for branch in function.checks_before(later)
        ],
    )

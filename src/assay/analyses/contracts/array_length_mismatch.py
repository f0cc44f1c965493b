"""Array length mismatch: two lists are paid out side by side, and only the length of one of them counts."""

from collections.abc import Iterator
from dataclasses import dataclass

from assay.core.outcome import Confidence, Found, Outcome, RuleId, Severity
from assay.core.rule import Area, Rule, answers
from assay.core.subject import PartKind, SubjectKind
from assay.solidity.facts import Functions, FunctionView
from assay.solidity.flow.dominance import Loop
from assay.solidity.flow.origins import Origin
from assay.solidity.flow.payments import moves_value
from assay.solidity.ir import operations as op
from assay.solidity.ir.graph import Branch
from assay.solidity.ir.values import Field, Key, Value, Variable
from assay.solidity.model import types as t
from assay.solidity.model.declarations import Parameter

COMPARES = frozenset({"<", "<=", ">", ">=", "==", "!="})

RULE = Rule(
    id=RuleId("contracts.array-length-mismatch"),
    title="Two lists are paid out by the length of one",
    kinds=(SubjectKind.CODE,),
    per=PartKind.FUNCTION,
    area=Area.IMPLEMENTATION,
    severities=(Severity.LOW,),
    tags=("owasp:SC04:2025", "cwe:20", "cwe:130", "dasp:other"),
    meaning=(
        "The function goes through two lists that the caller passes and pays by them, as far as one of them reaches. "
        "What the other has beyond that is dropped without a word: payments that somebody listed are not made, and "
        "lists that were shifted against each other pay the wrong people.\n\n"
        "Not flagged: lists whose lengths are compared, lists of structs, and loops that move nothing."
    ),
    remedy="Require both lengths to be equal, or take one list of structs.",
    references=("https://owasp.org/www-project-smart-contract-top-10/2025/en/src/SC04-lack-of-input-validation.html",),
    flagged=("array_length_mismatch_batch.sol", "array_length_mismatch_old.sol"),
    clean=("array_length_mismatch_clean_helper_checks.sol", "array_length_mismatch_clean_one_list.sol"),
)


@dataclass(frozen=True, slots=True)
class _Pair:
    """A list that ends the loop, and one read beside it."""

    bound: Parameter
    other: Parameter
    branch: Branch
    read: op.Load


@answers(RULE)
def array_length_mismatch(functions: Functions) -> Iterator[Outcome]:
    """One finding for each loop that goes through two lists by the length of one."""
    for function in functions:
        if not function.is_write_entry:
            continue
        for loop in function.loops:
            pair = next(_pairs(function, loop), None)
            if pair is None or not _moves(function, loop) or _are_compared(function, pair):
                continue
            if function.gaps:
                yield RULE.unknown(function.part, because=function.gaps[0])
                break
            yield _found(function, pair)


def _pairs(function: FunctionView, loop: Loop) -> Iterator[_Pair]:
    end = loop.header.end
    if not isinstance(end, Branch):
        return
    test = function.definition(end.condition)
    if not isinstance(test, op.Arithmetic) or test.operator not in COMPARES:
        return
    for index, length in ((test.left, test.right), (test.right, test.left)):
        bound = _length_of(function, length)
        reads = [(o, p) for o in _inside(loop) if isinstance(o, op.Load) and (p := _element(o, index)) is not None]
        if bound is not None and any(p is bound for _, p in reads):
            yield from (_Pair(bound, p, end, o) for o, p in reads if p is not bound)


def _inside(loop: Loop) -> Iterator[op.AnyOperation]:
    return (o for block in sorted(loop.blocks, key=lambda b: b.number) for o in block.operations)


def _length_of(function: FunctionView, value: Value) -> Parameter | None:
    """The list that was passed whose length a value is, read in the loop or before it."""
    definition = function.definition(value)
    if isinstance(definition, op.Assign):
        return _length_of(function, definition.value)
    if not isinstance(definition, op.Load) or definition.place.path != (Field("length"),):
        return None
    return _passed(definition.place.root)


def _element(load: op.Load, index: Value) -> Parameter | None:
    """The list whose element at the loop's own index is loaded."""
    path = load.place.path
    if not path or not isinstance(path[0], Key) or path[0].value != index:
        return None
    return _passed(load.place.root)


def _passed(root: object) -> Parameter | None:
    if not isinstance(root, Variable) or root.declaration.role != "parameter":
        return None
    kind = root.declaration.type
    return root.declaration if isinstance(kind, t.Array) and kind.length is None else None


def _moves(function: FunctionView, loop: Loop) -> bool:
    """It pays somebody in each turn, itself or in a function that it calls."""
    for operation in _inside(loop):
        if moves_value(operation):
            return True
        target = function.target(operation) if isinstance(operation, op.InternalCall) else None
        if target is not None:
            inner = function.flow.effects(target, function.context)
            if any(moves_value(s.operation) for s in inner.calls) or any(
                c[0] in function.flow.ledgers for c in inner.writes
            ):
                return True
        if isinstance(operation, op.Store) and operation.place.state in function.flow.ledgers:
            return True
    return False


def _are_compared(function: FunctionView, pair: _Pair) -> bool:
    wanted = [frozenset({Origin("parameter", p)}) for p in (pair.bound, pair.other)]
    for site in function.sites(op.Arithmetic):
        test = site.operation
        if isinstance(test, op.Arithmetic) and test.operator in COMPARES:
            sides = [function.of_site(site, test.left), function.of_site(site, test.right)]
            if sides in (wanted, wanted[::-1]):
                return True
    return False


def _found(function: FunctionView, pair: _Pair) -> Found:
    return RULE.found(
        function.part,
        f"what {pair.other.name} has beyond the length of {pair.bound.name} is dropped: the lengths are not compared",
        at=function.at(pair.branch),
        confidence=Confidence.HIGH,
        exposure=function.exposure(pair.read),
        path=[
            function.step(pair.branch, f"only the length of {pair.bound.name} ends the loop"),
            function.step(pair.read, f"{pair.other.name} is read at the same place"),
        ],
    )

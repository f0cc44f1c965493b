"""Unsafe downcast: a caller's value is cut to a smaller type without a look at what is cut off."""

from __future__ import annotations

from collections.abc import Iterator

from assay.core.errors import BudgetExceeded
from assay.core.outcome import Confidence, Exposure, Found, Outcome, RuleId, Severity
from assay.core.rule import Area, Rule, answers
from assay.core.subject import PartKind, SubjectKind
from assay.solidity.facts import Functions, FunctionView
from assay.solidity.flow.ranges import Symbol
from assay.solidity.flow.ranges.chosen import chosen
from assay.solidity.flow.ranges.wraps import Narrowing, narrowings
from assay.solidity.ir import operations as op
from assay.solidity.ir.graph import Branch
from assay.solidity.ir.values import Key
from assay.solidity.model import types as t

RULE = Rule(
    id=RuleId("contracts.unsafe-downcast"),
    title="A caller's value is cut to a smaller type unchecked",
    kinds=(SubjectKind.CODE,),
    per=PartKind.FUNCTION,
    area=Area.IMPLEMENTATION,
    severities=(Severity.HIGH, Severity.MEDIUM, Severity.LOW),
    tags=("owasp:SC08:2025", "swc:101", "cwe:197", "dasp:arithmetic"),
    meaning=(
        "An explicit cast keeps the low bits and drops the rest in every compiler version: `uint128(2**128 + 1)` is 1. "
        "When the function books the short value and acts on the long one (or the other way round), a caller chooses "
        "an amount for which they differ.\n\n"
        "Not flagged: casts of values whose range fits, SafeCast and own checks before or after the cast, masks and "
        "shifts that take a word apart, addresses, hashes, time stamps, and results that are not stored or sent."
    ),
    remedy="Check the bound before the cast (`require(x <= type(uint128).max)`), or use SafeCast.",
    references=(
        "https://cwe.mitre.org/data/definitions/197.html",
        "https://docs.soliditylang.org/en/latest/types.html#explicit-conversions",
    ),
    flagged=("unsafe_downcast_deposit.sol", "unsafe_downcast_old.sol"),
    clean=(
        "unsafe_downcast_clean_bounded.sol",
        "unsafe_downcast_clean_compared_after.sol",
        "unsafe_downcast_clean_taken_apart.sol",
    ),
)

_ETHER_BITS = 96
"""No more wei will ever exist than fit here."""


@answers(RULE)
def unsafe_downcast(functions: Functions) -> Iterator[Outcome]:
    """One finding for each cast."""
    for function in functions:
        if not any(t.integer(c.target.type) for c in function.each(op.Convert)):
            continue
        try:
            found = function.flow.ranges.ranges(function.function)
            casts = narrowings(found)
        except BudgetExceeded as error:
            yield RULE.unknown(function.part, because=str(error))
            continue
        for cast in casts:
            names = chosen(function.flow.ranges, function.function, found, cast.source)
            exposure = function.exposure(cast.operation)
            is_asked = names and exposure is not Exposure.NOBODY and _is_amount(cast)
            if is_asked and _matters(cast) and not _taken_apart(function, cast):
                yield _found(function, cast, names, exposure)


def _is_amount(cast: Narrowing) -> bool:
    """A number to a smaller number; signs that change in place are another question."""
    source = cast.operation.value.type if hasattr(cast.operation.value, "type") else None
    before, after = t.integer(source) if source is not None else None, t.integer(cast.operation.target.type)
    return before is not None and after is not None and after[1] < before[1]


def _matters(cast: Narrowing) -> bool:
    return any(u.kind in ("stored", "sent", "passed", "given", "returned") for u in cast.uses)


def _taken_apart(function: FunctionView, cast: Narrowing) -> bool:
    """The same value is shifted or masked elsewhere in the function: a packed word, and this is one of its fields."""
    source = cast.operation.value
    return any(o.left == source and o.operator in (">>", "&") for o in function.each(op.Arithmetic))


def _found(function: FunctionView, cast: Narrowing, names: tuple[str, ...], exposure: Exposure) -> Found:
    operation = cast.operation
    use = cast.uses[0]
    path = [function.step(operation, f"keeps the low {_bits(cast)} bits")]
    if use.at is not operation and isinstance(use.at, op.Operation | Branch):
        path.append(function.step(use.at, "the cut value goes on here"))
    text = " ".join(operation.body.file.text(operation.node).split())[:80]
    return RULE.found(
        function.part,
        f"`{text}` cuts off the high bits of what the caller chooses through {' and '.join(names)}",
        at=function.at(operation),
        severity=_severity(function, cast, names, exposure),
        confidence=Confidence.HIGH if cast.source.kind == "parameter" else Confidence.MEDIUM,
        exposure=exposure,
        path=path,
        guards=[
            function.guard(check, "it does not bound the value by the smaller type")
            for check in function.checks_before(operation)
            if check.kind in ("require", "assert", "if")
        ],
    )


def _bits(cast: Narrowing) -> int:
    sized = t.integer(cast.operation.target.type)
    return sized[1] if sized is not None else 0


def _severity(function: FunctionView, cast: Narrowing, names: tuple[str, ...], exposure: Exposure) -> Severity:
    if exposure is not Exposure.ANYONE or not function.function.writes_allowed:
        return Severity.LOW
    if {u.kind for u in cast.uses} <= {"given", "checked", "loop", "index"}:
        return Severity.LOW
    if names == ("msg.value",) and _bits(cast) >= _ETHER_BITS:
        return Severity.LOW
    return Severity.HIGH if _is_booked(cast) and _whole_is_used(function, cast.source) else Severity.MEDIUM


def _is_booked(cast: Narrowing) -> bool:
    """The short value is stored for one key among many: as somebody's balance."""
    stores = [u.at for u in cast.uses if u.kind == "stored" and isinstance(u.at, op.Store)]
    return any(isinstance(step, Key) for store in stores for step in store.place.path)


def _whole_is_used(function: FunctionView, source: Symbol) -> bool:
    """The long value leaves the contract: sent, or handed to another contract."""
    found = function.flow.ranges.ranges(function.function)
    for _, operation, state in found.walk():
        if isinstance(operation, op.ExternalCall):
            values = [*operation.arguments, *([] if operation.value is None else [operation.value])]
            if any(found.symbol(v, state) is source for v in values):
                return True
    return False

"""Divide before multiply: the remainder is dropped first, and what was dropped is then multiplied."""

from __future__ import annotations

from collections.abc import Iterator

from assay.core.errors import BudgetExceeded
from assay.core.outcome import Confidence, Exposure, Found, Outcome, RuleId, Severity
from assay.core.rule import Area, Rule, answers
from assay.core.subject import PartKind, SubjectKind
from assay.solidity.facts import Functions, FunctionView
from assay.solidity.flow.modular import computes_modulo
from assay.solidity.flow.ranges.quotients import Multiplied, multiplied_quotients
from assay.solidity.flow.ranges.symbols import Symbol
from assay.solidity.ir import operations as op
from assay.solidity.ir.graph import Branch
from assay.solidity.ir.values import Key

RULE = Rule(
    id=RuleId("contracts.divide-before-multiply"),
    title="A quotient is multiplied, and with it what rounding dropped",
    kinds=(SubjectKind.CODE,),
    per=PartKind.FUNCTION,
    area=Area.IMPLEMENTATION,
    severities=(Severity.MEDIUM, Severity.LOW),
    tags=("owasp:SC03:2025", "cwe:682", "dasp:arithmetic"),
    meaning=(
        "Integer division drops the remainder. When the quotient is multiplied afterwards, the loss grows with the "
        "factor: `amount / 10000 * 30` is nothing for every amount below 10,000, `total / holders * mine` leaves money "
        "behind.\n\n"
        "Not flagged: rounding on purpose (`x / step * step`, whole periods of time), divisions without remainder "
        "(of constants, or by a factor of the dividend), and dividends that were scaled up first, as fixed-point code "
        "does."
    ),
    remedy="Multiply first and divide last, in a type wide enough or with a full-precision `mulDiv`.",
    references=("https://cwe.mitre.org/data/definitions/682.html",),
    flagged=("divide_before_multiply_fee.sol", "divide_before_multiply_through_variable_old.sol"),
    clean=(
        "divide_before_multiply_clean_multiplied_first.sol",
        "divide_before_multiply_clean_periods.sol",
        "divide_before_multiply_clean_rounded_on_purpose.sol",
        "divide_before_multiply_clean_scaled.sol",
    ),
)

_SCALED = 10**6
"""A dividend that was multiplied by at least this keeps digits enough."""


@answers(RULE)
def divide_before_multiply(functions: Functions) -> Iterator[Outcome]:
    """One finding for each product."""
    for function in functions:
        if not _may_multiply(function) or computes_modulo(function.graph):
            continue
        try:
            found = multiplied_quotients(function.flow.ranges.ranges(function.function))
        except BudgetExceeded as error:
            yield RULE.unknown(function.part, because=str(error))
            continue
        yield from (_found(function, product) for product in found if product.uses and not _on_purpose(product))


def _may_multiply(function: FunctionView) -> bool:
    """Has a multiplication, and a division or a callee that may be one."""
    operators = {o.operator for o in function.each(op.Arithmetic)}
    calls = any(c.results for c in function.each(op.InternalCall))
    return calls or operators >= {"*", "/"}


def _on_purpose(product: Multiplied) -> bool:
    dividend, divisor, factor = product.dividend, product.divisor, product.factor
    if _same(factor, divisor) or (divisor.kind == "arithmetic" and divisor.what == "*" and factor in divisor.parts):
        return True
    if _is_timed(dividend) or all(_is_fixed(s) for s in (dividend, divisor)):
        return True
    if {u.kind for u in product.uses} <= {"loop", "index"}:
        return True
    return _is_scaled(dividend, divisor)


def _same(one: Symbol, other: Symbol) -> bool:
    """The same value, also when storage was read twice."""
    if one is other:
        return True
    if one.kind != other.kind or len(one.parts) != len(other.parts):
        return False
    what = (one.what[:2], other.what[:2]) if isinstance(one.what, tuple) and isinstance(other.what, tuple) else None
    same = what[0] == what[1] if what is not None and one.kind == "load" else one.what == other.what
    return same and all(_same(a, b) for a, b in zip(one.parts, other.parts, strict=True))


def _is_timed(symbol: Symbol, depth: int = 3) -> bool:
    """Seconds or blocks: dividing them counts whole periods."""
    if symbol.kind == "environment" and symbol.what in ("block.timestamp", "block.number"):
        return True
    return depth > 0 and symbol.what in ("+", "-") and any(_is_timed(p, depth - 1) for p in symbol.parts)


def _is_fixed(symbol: Symbol) -> bool:
    return symbol.low == symbol.high or (symbol.kind == "load" and symbol.what[1:2] == ("fixed",))  # type: ignore[index]


def _is_scaled(dividend: Symbol, divisor: Symbol) -> bool:
    """A factor of the dividend is the divisor or a scale: no remainder, or one that is too small to matter."""
    if dividend.kind != "arithmetic" or dividend.what not in ("*", "<<"):
        return False
    if dividend.what == "<<":
        return True
    return any(p is divisor or (p.low == p.high and p.low >= _SCALED) for p in dividend.parts) or any(
        _is_scaled(p, divisor) for p in dividend.parts
    )


def _found(function: FunctionView, product: Multiplied) -> Found:
    operation = product.operation
    exposure = function.exposure(operation)
    paid = _is_paid(product) and function.function.writes_allowed and exposure is Exposure.ANYONE
    path = [function.step(operation, "and the quotient is multiplied")]
    if product.division is not None and product.division is not operation:
        path.insert(0, function.step(product.division, "the remainder is dropped here"))
    use = next((u for u in product.uses if u.at is not operation), None)
    if use is not None and isinstance(use.at, op.Operation | Branch):
        path.append(function.step(use.at, "the rounded amount goes on here"))
    text = " ".join(operation.body.file.text(operation.node).split())[:80]
    return RULE.found(
        function.part,
        f"`{text}` multiplies a quotient: the remainder that the division dropped is multiplied too",
        at=function.at(operation),
        severity=Severity.MEDIUM if paid else Severity.LOW,
        confidence=Confidence.MEDIUM,
        exposure=exposure,
        path=path,
    )


def _is_paid(product: Multiplied) -> bool:
    """Ether or tokens of this amount move, or somebody is credited with it."""
    return any(
        u.kind in ("sent", "passed")
        or (u.kind == "stored" and isinstance(u.at, op.Store) and any(isinstance(s, Key) for s in u.at.place.path))
        for u in product.uses
    )

"""Constants: number literals with their units, and the bounds of types."""

from __future__ import annotations

from fractions import Fraction

from assay.solidity.ir.values import Constant
from assay.solidity.model import types as t
from assay.solidity.syntax import nodes as syntax

_UNITS = {
    "": 1, "wei": 1, "gwei": 10**9, "szabo": 10**12, "finney": 10**15, "ether": 10**18,
    "seconds": 1, "minutes": 60, "hours": 3600, "days": 86400, "weeks": 604800, "years": 31536000,
}  # fmt: skip
_EXPONENT_MOST = 80


def literal(node: syntax.Literal, kind: t.Type) -> Constant:
    """`1.5 ether` becomes 1500000000000000000; what is no whole number keeps its text."""
    if node.kind != "number":
        return Constant(node.text, kind)
    text = node.text.replace("_", "")
    try:
        number = int(text, 16) if text[:2] in ("0x", "0X") else _decimal(text)
    except (ValueError, ZeroDivisionError):
        return Constant(node.text, kind)
    scaled = number * _UNITS.get(node.unit, 1)
    return Constant(str(int(scaled)) if scaled == int(scaled) else str(scaled), kind)


def _decimal(text: str) -> Fraction:
    mantissa, _, exponent = text.lower().partition("e")
    if len(mantissa) > 100 or abs(int(exponent or 0)) > _EXPONENT_MOST:
        raise ValueError(text[:20])
    return Fraction(mantissa) * Fraction(10) ** int(exponent or 0)


def bound(kind: t.Type, which: str) -> Constant | None:
    """`type(T).max` or `.min`."""
    sized = t.integer(kind)
    if sized is None:
        return None
    signed, bits = sized
    if which == "max":
        return Constant(str(2 ** (bits - signed) - 1), kind)
    return Constant(str(-(2 ** (bits - 1)) if signed else 0), kind)


def fold(operator: str, left: Constant, right: Constant) -> int | None:
    """Literal arithmetic, as the compiler does it; None where it does not apply."""
    a, b = left.number, right.number
    if a is None or b is None or max(abs(a), abs(b)).bit_length() > 600:
        return None
    match operator:
        case "+":
            return a + b
        case "-":
            return a - b
        case "*":
            return a * b
        case "**" if 0 <= b <= 600 and abs(a).bit_length() * b <= 1200:
            return int(a**b)
        case "/" if b and a % b == 0:
            return a // b
        case "<<" if 0 <= b <= 512:
            return a << b
        case _:
            return None

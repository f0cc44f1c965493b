"""Number literals and arithmetic on them: exact, as the compiler does it, and the type they take when they need one.

Source: Solidity documentation, "Rational and Integer Literals" and "Exponentiation".
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from assay.solidity.model import types as t
from assay.solidity.syntax import nodes as syntax

_UNITS = {
    "": 1, "wei": 1, "gwei": 10**9, "szabo": 10**12, "finney": 10**15, "ether": 10**18,
    "seconds": 1, "minutes": 60, "hours": 3600, "days": 86400, "weeks": 604800, "years": 31536000,
}  # fmt: skip
_EXPONENT_MOST = 80
_BITS_MOST = 4096
"""As the compiler bounds them."""
_DEPTH_MOST = 60


def number(node: syntax.Literal) -> Fraction | None:
    """`1.5 ether` is 1500000000000000000; None for what is no number, or too long a one."""
    if node.kind != "number":
        return None
    text = node.text.replace("_", "")
    try:
        found = Fraction(int(text, 16)) if text[:2] in ("0x", "0X") else _decimal(text)
    except (ValueError, ZeroDivisionError):
        return None
    return found * _UNITS.get(node.unit, 1)


def _decimal(text: str) -> Fraction:
    mantissa, _, exponent = text.lower().partition("e")
    if len(mantissa) > 100 or abs(int(exponent or 0)) > _EXPONENT_MOST:
        raise ValueError(text[:20])
    return Fraction(mantissa) * Fraction(10) ** int(exponent or 0)


Named = Callable[[str], Fraction | None]
"""The value of a constant that an expression names."""


def value(node: syntax.Expression, named: Named = lambda _: None, depth: int = _DEPTH_MOST) -> Fraction | None:
    """What an expression of literals (and constants, where `named` knows them) comes to.

    None when it holds anything else, or grows past all measure.
    """
    match node:
        case syntax.Literal():
            return number(node)
        case syntax.Identifier(name=name):
            return named(name)
        case syntax.Unary(operator="-" | "+" | "~" as operator, operand=operand) if depth:
            inner = value(operand, named, depth - 1)
            if inner is None or (operator == "~" and inner.denominator != 1):
                return None
            return {"-": -inner, "+": inner, "~": -inner - 1}[operator]
        case syntax.Binary(operator=operator, left=left, right=right) if depth:
            a = value(left, named, depth - 1)
            b = value(right, named, depth - 1) if a is not None else None
            return None if a is None or b is None else _binary(operator, a, b)
        case _:
            return None


def _binary(operator: str, a: Fraction, b: Fraction) -> Fraction | None:
    found: Fraction | None = None
    match operator:
        case "+":
            found = a + b
        case "-":
            found = a - b
        case "*":
            found = a * b
        case "/" if b:
            found = a / b
        case "%" if b:
            found = a - b * int(a / b)
        case "**" | "<<" | ">>" if b.denominator == 1 and abs(b) <= _BITS_MOST:
            found = _scaled(operator, a, int(b))
        case "&" | "|" | "^" if a.denominator == b.denominator == 1:
            found = Fraction({"&": int(a) & int(b), "|": int(a) | int(b), "^": int(a) ^ int(b)}[operator])
    if found is None or max(abs(found.numerator), found.denominator).bit_length() > _BITS_MOST:
        return None
    return found


def _scaled(operator: str, a: Fraction, b: int) -> Fraction | None:
    if operator == "**":
        bits = max(abs(a.numerator), a.denominator).bit_length()
        return a**b if (a or b >= 0) and (bits - 1) * abs(b) <= _BITS_MOST else None
    if a.denominator != 1 or b < 0:
        return None
    return Fraction(int(a) << b if operator == "<<" else int(a) >> b)


def smallest(found: Fraction | None) -> t.Elementary:
    """The type a literal takes by itself: the smallest integer type that holds it; `uint256` when none does."""
    if found is None:
        return t.UINT
    whole = int(found)
    needed = whole.bit_length() if whole >= 0 else (-whole - 1).bit_length() + 1
    bits = max(8, (needed + 7) // 8 * 8)
    if bits > 256:
        return t.UINT
    return t.Elementary(f"uint{bits}" if whole >= 0 else f"int{bits}")

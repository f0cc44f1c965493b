"""Constants: number literals with their units, and the bounds of types."""

from __future__ import annotations

from assay.solidity.ir.values import Constant
from assay.solidity.model import literals
from assay.solidity.model import types as t
from assay.solidity.syntax import nodes as syntax


def literal(node: syntax.Literal, kind: t.Type) -> Constant:
    """`1.5 ether` becomes 1500000000000000000; what is no whole number keeps its text."""
    if node.kind != "number":
        return Constant(node.text, kind)
    found = literals.number(node)
    return Constant(str(found) if found is not None else node.text, kind)


def bound(kind: t.Type, which: str) -> Constant | None:
    """`type(T).max` or `.min`."""
    sized = t.integer(kind)
    if sized is None:
        return None
    signed, bits = sized
    if which == "max":
        return Constant(str(2 ** (bits - signed) - 1), kind)
    return Constant(str(-(2 ** (bits - 1)) if signed else 0), kind)


def fitted(number: int, kind: t.Type) -> int:
    """A literal cast to a type keeps the low bits: `uint8(-1)` is 255. Addresses have 160 of them."""
    signed, bits = t.integer(kind) or (False, 160)
    low = number % (1 << bits)
    return low - (1 << bits) if signed and low >= 1 << (bits - 1) else low


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

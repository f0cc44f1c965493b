"""Exact arithmetic that anyone can do again: the formulas of `Calculation` evidence.

A formula is one line of Python's own expression syntax, cut down to what a reader can do by hand:

    names from `inputs`, whole numbers, + - * / // % **, comparisons (1 when true, 0 when not), min, max, abs, brackets

Everything is a `Fraction`; nothing is ever rounded. A formula comes out of a report that somebody else may have
written, so its length, depth, exponents and the size of every intermediate value are bounded: the work is at most
a few thousand operations on numbers of `MAX_BITS` bits.
"""

import ast
import operator
import re
from collections.abc import Callable, Mapping
from fractions import Fraction

from assay.core.errors import BadInput
from assay.core.evidence import Calculation

MAX_LENGTH = 1_000
"""Characters of a formula."""
MAX_DEPTH = 50
"""Operations nested in one another."""
MAX_INPUTS = 100
MAX_EXPONENT = 4_096
MAX_BITS = 8_192
"""Of any numerator or denominator on the way; a 256-bit word to the 32nd power still fits."""

_TOKEN = re.compile(r" +|[A-Za-z_][A-Za-z0-9_]*|[0-9]+(?![A-Za-z_])|\*\*|//|[<>=!]=|[-+*/%<>(),]")
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_NUMBER = re.compile(r"-?[0-9]+(/[0-9]+)?")
_BITS_TO_DIGITS = MAX_BITS * 3 // 10
"""Decimal digits that surely fit in `MAX_BITS`; also below Python's own limit for turning text into integers."""

_FUNCTIONS: dict[str, Callable[[list[Fraction]], Fraction]] = {"min": min, "max": max, "abs": lambda one: abs(one[0])}
_COMPARISONS: dict[type[ast.cmpop], Callable[[Fraction, Fraction], bool]] = {
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
}


def evaluate(calculation: Calculation) -> Fraction:
    """The exact value of the formula with its inputs; what `calculation.value` has to say.

    Raises `BadInput`, naming the column (from 1) or the input, for anything outside the grammar, an input that is
    missing or not used, a division by zero, or a number that grows past the limits.
    """
    tree = _parse(calculation.formula)
    inputs = _inputs(calculation.inputs)
    used = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    for name in sorted(inputs):
        if name not in used:
            raise BadInput(f"calculation: input {name} is not in the formula")
    return _value(tree, inputs, MAX_DEPTH)


def format_value(value: Fraction) -> str:
    """The one way to write an exact value: `-3`, `1/3`, in lowest terms."""
    return str(value)


def calculated(formula: str, inputs: Mapping[str, Fraction | int], unit: str = "") -> Calculation:
    """The evidence for a formula, with its value worked out. Raises `BadInput` as `evaluate` does."""
    written = {name: format_value(Fraction(inputs[name])) for name in sorted(inputs)}
    open_ = Calculation(formula=formula, inputs=written, value="", unit=unit)
    return Calculation(formula=formula, inputs=written, value=format_value(evaluate(open_)), unit=unit)


def _parse(formula: str) -> ast.expr:
    if len(formula) > MAX_LENGTH:
        raise BadInput(f"calculation: the formula has {len(formula)} characters, at most {MAX_LENGTH} are read")
    at = 0
    while at < len(formula):  # tokens first, so that `ast` never sees a string, a float, a comment or a new line
        token = _TOKEN.match(formula, at)
        if token is None:
            raise _bad(at, f"{formula[at]!a} has no place in a formula")
        at = token.end()
    try:
        return ast.parse(formula, mode="eval").body
    except SyntaxError as error:
        raise _bad(max(0, (error.offset or 1) - 1), "not a formula") from error
    except (MemoryError, RecursionError, ValueError) as error:
        raise BadInput("calculation: the formula is nested too deeply or holds too long a number") from error


def _inputs(inputs: Mapping[str, str]) -> dict[str, Fraction]:
    if len(inputs) > MAX_INPUTS:
        raise BadInput(f"calculation: {len(inputs)} inputs, at most {MAX_INPUTS} are read")
    values = {}
    for name, text in inputs.items():
        if len(name) > MAX_LENGTH or not _NAME.fullmatch(name) or name in _FUNCTIONS:
            raise BadInput(f"calculation: {name[:40]!a} can't be the name of an input")
        if len(text) > _BITS_TO_DIGITS or not _NUMBER.fullmatch(text):
            raise BadInput(f"calculation: input {name[:40]} is {text[:40]!a}, not a whole number or a fraction")
        top, _, bottom = text.partition("/")
        if bottom and not int(bottom):
            raise BadInput(f"calculation: input {name[:40]} divides by zero")
        values[name] = Fraction(int(top), int(bottom or 1))
    return values


def _value(node: ast.expr, inputs: Mapping[str, Fraction], depth: int) -> Fraction:
    if not depth:
        raise _bad(node.col_offset, f"nested more than {MAX_DEPTH} deep")
    match node:
        case ast.Constant(value=value) if type(value) is int:  # bool is an int too, and has no place here
            return _bounded(Fraction(value), node)
        case ast.Name(id=name):
            if name not in inputs:
                raise _bad(node.col_offset, f"{name} is not among the inputs")
            return inputs[name]
        case ast.UnaryOp(op=ast.USub(), operand=inner):
            return -_value(inner, inputs, depth - 1)
        case ast.UnaryOp(op=ast.UAdd(), operand=inner):
            return _value(inner, inputs, depth - 1)
        case ast.BinOp(left=left, op=op, right=right):
            a, b = _value(left, inputs, depth - 1), _value(right, inputs, depth - 1)
            return _bounded(_binary(op, a, b, node), node)
        case ast.Compare(left=first, ops=ops, comparators=others):
            values = [_value(operand, inputs, depth - 1) for operand in (first, *others)]
            return _compare(ops, values, node)
        case ast.Call(func=ast.Name(id=name), args=args, keywords=[]) if name in _FUNCTIONS and args:
            if name == "abs" and len(args) != 1:
                raise _bad(node.col_offset, "abs takes one value")
            return _FUNCTIONS[name]([_value(arg, inputs, depth - 1) for arg in args])
    raise _bad(node.col_offset, "only names, whole numbers, + - * / // % **, comparisons, min, max and abs are read")


def _binary(op: ast.operator, a: Fraction, b: Fraction, node: ast.expr) -> Fraction:
    match op:
        case ast.Add():
            return a + b
        case ast.Sub():
            return a - b
        case ast.Mult():
            return a * b
        case ast.Pow():
            return _power(a, b, node)
        case ast.Div() | ast.FloorDiv() | ast.Mod() if not b:
            raise _bad(node.col_offset, "division by zero")
        case ast.Div():
            return a / b
        case ast.FloorDiv():
            return Fraction(a // b)
        case ast.Mod():
            return a % b
    raise _bad(node.col_offset, "only + - * / // % ** are read")


def _power(base: Fraction, exponent: Fraction, node: ast.expr) -> Fraction:
    if exponent.denominator != 1 or abs(exponent) > MAX_EXPONENT:
        raise _bad(node.col_offset, f"exponents are whole numbers of at most {MAX_EXPONENT}")
    if not base and exponent < 0:
        raise _bad(node.col_offset, "division by zero")
    if (_bits(base) - 1) * abs(exponent.numerator) > MAX_BITS:  # judged before the work is done
        raise _bad(node.col_offset, f"the value has more than {MAX_BITS} bits")
    return Fraction(base**exponent.numerator)


def _compare(ops: list[ast.cmpop], values: list[Fraction], node: ast.expr) -> Fraction:
    for op in ops:
        if type(op) not in _COMPARISONS:
            raise _bad(node.col_offset, "only == != < <= > >= compare")
    pairs = zip(ops, values, values[1:], strict=False)
    return Fraction(int(all(_COMPARISONS[type(op)](a, b) for op, a, b in pairs)))


def _bits(value: Fraction) -> int:
    return max(value.numerator.bit_length(), value.denominator.bit_length())


def _bounded(value: Fraction, node: ast.expr) -> Fraction:
    if _bits(value) > MAX_BITS:
        raise _bad(node.col_offset, f"the value has more than {MAX_BITS} bits")
    return value


def _bad(offset: int, why: str) -> BadInput:
    return BadInput(f"calculation, column {offset + 1}: {why}")

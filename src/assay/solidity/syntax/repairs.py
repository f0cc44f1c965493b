"""What the grammar gets wrong or leaves apart, put right; one function a repair, each with its own test.

- `associate`: chained ternaries and `**` come out left-associative, `a ? b : c = d` as an assignment to the
  ternary, and `!a[i]`, `!a.b(c)`, `delete a[i]` with the prefix operator applied first.
- `split_old_options`: `f.value(v).gas(g)(x)` is a call of a call of a call.
- `instantiated`: `new A.B[](n)` is an index into a member of `new A`.
- `statement_of`: `throw`, `_` and some `revert(…)` are plain expressions.
- `close_placeholders`: before 0.4.0 a modifier's `_` needs no `;`.
- `drop_unary_plus`: before 0.5 `=+ x` and `= +x` were the same as `= x`.
- `continues`: `let a, b := f()` and `a, b := f()` fall apart at each comma.
- `canonical`: `uint`, `int`, `byte` and `fixed` have longer names.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from tree_sitter import Node as Raw

from assay.solidity.syntax.nodes import (
    ArrayType,
    Assignment,
    Binary,
    Call,
    Conditional,
    Evaluate,
    Expression,
    Identifier,
    Index,
    Member,
    New,
    Placeholder,
    Revert,
    Statement,
    TypeName,
    Unary,
    UserType,
)

# ── operators ───────────────────────────────────────────────────────────────────────────────────────────────

PRECEDENCE = {
    "**": 14,
    **dict.fromkeys(("*", "/", "%"), 13),
    **dict.fromkeys(("+", "-"), 12),
    **dict.fromkeys(("<<", ">>"), 11),
    "&": 10,
    "^": 9,
    "|": 8,
    **dict.fromkeys(("<", ">", "<=", ">="), 7),
    **dict.fromkeys(("==", "!="), 6),
    "&&": 5,
    "||": 4,
}
"""Higher binds tighter; the Solidity documentation's "Order of precedence of operators", read upwards."""

_PREFIX = 15
_LOWEST = 1
"""Assignments and ternaries, which share one level and group to the right."""


@dataclass(frozen=True, slots=True)
class Operand:
    """An operand and the stretch it takes in the source, its parentheses included."""

    start: int
    end: int
    node: Expression


@dataclass(frozen=True, slots=True)
class Operator:
    """`kind` is `prefix`, `binary`, `assign`, `?` or `:`."""

    kind: str
    text: str
    start: int


@dataclass(frozen=True, slots=True)
class Suffix:
    """`[i]`, `.b`, `(x)` or `++`: what it makes of the operand before it, given where that begins."""

    end: int
    apply: Callable[[Expression, int], Expression]


Token = Operand | Operator | Suffix


def associate(tokens: Sequence[Token]) -> Operand:
    """Group operands and operators, given in source order, as solc does."""
    operands: list[Operand] = []
    pending: list[tuple[int, Operator]] = []
    for token in tokens:
        if isinstance(token, Operand):
            operands.append(token)
        elif isinstance(token, Suffix):
            base = operands.pop()
            operands.append(Operand(base.start, token.end, token.apply(base.node, base.start)))
        elif token.kind == "prefix":
            pending.append((_PREFIX, token))
        elif token.kind == "binary":
            level = PRECEDENCE[token.text]
            reach = level + 1 if token.text == "**" else level
            while pending and pending[-1][0] >= reach:
                _reduce(operands, pending.pop()[1])
            pending.append((level, token))
        elif token.kind == ":":
            while pending[-1][1].kind != "?":
                _reduce(operands, pending.pop()[1])
            pending[-1] = (_LOWEST, token)
        else:
            while pending and pending[-1][0] > _LOWEST:
                _reduce(operands, pending.pop()[1])
            # An open `?` holds back what stands before it until its `:` comes.
            pending.append((0 if token.kind == "?" else _LOWEST, token))
    while pending:
        _reduce(operands, pending.pop()[1])
    return operands[0]


def _reduce(operands: list[Operand], operator: Operator) -> None:
    right = operands.pop()
    node: Expression
    if operator.kind == "prefix":
        start = operator.start
        node = Unary(start, right.end, operator.text, right.node, True)
    elif operator.kind == ":":
        middle = operands.pop()
        left = operands.pop()
        start = left.start
        node = Conditional(start, right.end, left.node, middle.node, right.node)
    else:
        left = operands.pop()
        start = left.start
        make = Binary if operator.kind == "binary" else Assignment
        node = make(start, right.end, operator.text, left.node, right.node)
    operands.append(Operand(start, right.end, node))


# ── calls ───────────────────────────────────────────────────────────────────────────────────────────────────

Options = tuple[tuple[str, Expression], ...]

_OLD_OPTIONS = frozenset(("value", "gas"))


def split_old_options(function: Expression) -> tuple[Expression, Options]:
    """What a call's function is without its `.value(v)` and `.gas(g)`, and these in source order."""
    options: list[tuple[str, Expression]] = []
    while (
        isinstance(function, Call)
        and len(function.arguments) == 1
        and not function.names
        and not function.options
        and isinstance(function.function, Member)
        and function.function.name in _OLD_OPTIONS
    ):
        options.append((function.function.name, function.arguments[0]))
        function = function.function.base
    return function, tuple(reversed(options))


def instantiated(base: Expression, extended: Expression) -> Expression:
    """`extended` is `base` with `.B`, `[]` or `[3]` behind it: if `base` is `new A`, these belong to the type."""
    if not isinstance(base, New):
        return extended
    start, end = base.type.start, extended.end
    of: TypeName
    if isinstance(extended, Member) and isinstance(base.type, UserType):
        of = UserType(start, end, (*base.type.path, extended.name))
    elif isinstance(extended, Index):
        of = ArrayType(start, end, base.type, extended.index)
    else:
        return extended
    return New(base.start, end, of)


# ── statements ──────────────────────────────────────────────────────────────────────────────────────────────


def statement_of(start: int, end: int, expression: Expression) -> Statement:
    """The statement that an expression followed by `;` is."""
    if isinstance(expression, Identifier):
        if expression.name == "_":
            return Placeholder(start, end)
        if expression.name == "throw":
            return Revert(start, end, None)
    elif isinstance(expression, Call):
        function = expression.function
        if isinstance(function, Identifier) and function.name == "revert":
            return Revert(start, end, expression)
    return Evaluate(start, end, expression)


_OPEN_PLACEHOLDER = re.compile(rb"(?<![\w$.])_\s(?=\s*[\w$}/])")


def close_placeholders(data: bytes) -> bytes:
    """The source with `;` in place of the blank behind each `_` that lacks one; no offset moves."""
    return _OPEN_PLACEHOLDER.sub(b"_;", data)


_UNARY_PLUS = re.compile(rb"(?<![=<>!+*/%&|^-])=(\s{0,8})\+(?=\s{0,8}[\w(])")


def drop_unary_plus(data: bytes) -> bytes:
    """The source with a blank in place of each `+` that stands right of a `=`; no offset moves."""
    return _UNARY_PLUS.sub(rb"=\1 ", data)


def is_open_placeholder(text: str) -> bool:
    """Is what the grammar could not read just `_`, as in `{ _ }`?"""
    return text.strip() == "_"


# ── inline assembly ─────────────────────────────────────────────────────────────────────────────────────────


def continues(parts: Sequence[Raw]) -> bool:
    """Does this Yul declaration or assignment go on in the next one: does it end with a comma?"""
    return bool(parts) and parts[-1].type == ","


# ── type names ──────────────────────────────────────────────────────────────────────────────────────────────

_ALIASES = {"uint": "uint256", "int": "int256", "byte": "bytes1", "fixed": "fixed128x18", "ufixed": "ufixed128x18"}


def canonical(name: str) -> str:
    """The one name of an elementary type; blanks inside `address payable` are made one."""
    return _ALIASES.get(name) or (name if name.isalnum() else " ".join(name.split()))

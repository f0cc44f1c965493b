"""What every lowering function shares: the file's bytes, the depth reached, and the problems met.

The functions that lower one kind of tree-sitter node each register here by that node's type, so that the files
for expressions, types, statements and Yul need not import each other.
"""

from collections.abc import Callable
from typing import TypeVar

from tree_sitter import Node as Raw

from assay.solidity.syntax.lines import LineIndex
from assay.solidity.syntax.nodes import (
    Expression,
    Statement,
    TypeName,
    Unparsed,
    UnparsedExpression,
    YulExpression,
    YulStatement,
    YulUnparsed,
)

DEPTH_LIMIT = 128
"""Nested expressions, statements and types; deeper is reported, so that no reader of the tree runs out of stack.

Real code stays below 20; each level takes up to four of the interpreter's 1,000 frames here.
"""

_T = TypeVar("_T")


class Gap(Exception):
    """A stretch of source that can't be read; caught where a node can stand in for it."""

    def __init__(self, start: int, end: int, because: str) -> None:
        super().__init__(because)
        self.start = start
        self.end = end
        self.because = because


class Reader:
    """One file on its way from the parser's tree to ours."""

    __slots__ = ("careful", "data", "depth", "function_problem", "lines", "problems")

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.lines = LineIndex(data)
        self.problems: list[Unparsed] = []
        self.function_problem = ""
        """The first problem since it was last cleared."""
        self.careful = False
        """The tree holds errors: look for them among every node's children."""
        self.depth = 0

    def text(self, node: Raw) -> str:
        """The node's source; bytes that are not UTF-8 become U+FFFD."""
        return self.data[node.start_byte : node.end_byte].decode("utf-8", "replace")

    def parts(self, node: Raw) -> list[Raw]:
        """The children but for comments; raises `Gap` when one of them is an error."""
        children = node.children
        if self.careful:
            for child in children:
                if child.is_error or child.is_missing:
                    raise self.unreadable(child)
        return [child for child in children if child.type != "comment"]

    def unreadable(self, node: Raw) -> Gap:
        """What to say about an `ERROR` or `MISSING` node."""
        start, end = node.start_byte, node.end_byte
        line = self.lines.line(start)
        if node.is_missing:
            return Gap(start, end, f"`{node.type}` is missing at line {line}")
        shown = "".join(c if c.isprintable() else " " for c in self.text(node)[:40])
        shown = " ".join(shown.split())
        return Gap(start, end, f"unexpected `{shown[:32]}` at line {line}" if shown else f"unreadable at line {line}")

    def record(self, gap: Gap) -> None:
        """Keep the problem for the file, and for the function being read."""
        self.problems.append(Unparsed(gap.start, gap.end, gap.because))
        self.function_problem = self.function_problem or gap.because

    def descend(self, node: Raw) -> None:
        """One level down; raises `Gap` at the limit. The caller goes up again by setting `depth` back."""
        self.depth += 1
        if self.depth > DEPTH_LIMIT:
            raise self.too_deep(node)

    def too_deep(self, node: Raw) -> Gap:
        """What to say about a node below `DEPTH_LIMIT`."""
        line = self.lines.line(node.start_byte)
        return Gap(node.start_byte, node.end_byte, f"nested deeper than {DEPTH_LIMIT} levels at line {line}")

    def expression(self, node: Raw) -> Expression:
        """Lower an expression; what can't be read becomes an `UnparsedExpression` and a problem."""
        depth = self.depth
        outer = node
        try:
            self.descend(node)
            kind = node.type
            while kind == "expression" or kind == "parenthesized_expression":
                children = self.parts(node)
                node = children[0] if kind == "expression" else children[1]
                kind = node.type
            handler = EXPRESSIONS.get(kind)
            if handler is None:
                raise self.unknown(node)
            return handler(self, node)
        except Gap as gap:
            self.record(gap)
            return UnparsedExpression(outer.start_byte, outer.end_byte, gap.because)
        finally:
            self.depth = depth

    def type_name(self, node: Raw) -> TypeName:
        """Lower a type; raises `Gap`."""
        depth = self.depth
        self.descend(node)
        handler = TYPES.get(node.type)
        if handler is None:
            raise self.unknown(node)
        lowered = handler(self, node)
        self.depth = depth
        return lowered

    def statement(self, node: Raw) -> Statement:
        """Lower a statement; what can't be read becomes an `Unparsed` and a problem."""
        depth = self.depth
        try:
            self.descend(node)
            if node.type == "statement":
                node = self.parts(node)[0]
            handler = STATEMENTS.get(node.type)
            if handler is None:
                raise self.unknown(node)
            return handler(self, node)
        except Gap as gap:
            self.record(gap)
            return Unparsed(node.start_byte, node.end_byte, gap.because)
        finally:
            self.depth = depth

    def yul_statement(self, node: Raw) -> YulStatement:
        """Lower a statement of inline assembly; what can't be read becomes a `YulUnparsed` and a problem."""
        depth = self.depth
        try:
            self.descend(node)
            handler = YUL_STATEMENTS.get(node.type)
            if handler is None:
                raise self.unknown(node)
            return handler(self, node)
        except Gap as gap:
            self.record(gap)
            return YulUnparsed(node.start_byte, node.end_byte, gap.because)
        finally:
            self.depth = depth

    def yul_expression(self, node: Raw) -> YulExpression:
        """Lower an expression of inline assembly; raises `Gap`."""
        depth = self.depth
        self.descend(node)
        handler = YUL_EXPRESSIONS.get(node.type)
        if handler is None:
            raise self.unknown(node)
        lowered = handler(self, node)
        self.depth = depth
        return lowered

    def unknown(self, node: Raw) -> Gap:
        """What to say about a node that nothing lowers where it stands."""
        if node.is_error or node.is_missing:
            return self.unreadable(node)
        line = self.lines.line(node.start_byte)
        return Gap(node.start_byte, node.end_byte, f"{node.type.replace('_', ' ')} is not understood at line {line}")


Lower = Callable[[Reader, Raw], _T]

EXPRESSIONS: dict[str, Lower[Expression]] = {}
TYPES: dict[str, Lower[TypeName]] = {}
STATEMENTS: dict[str, Lower[Statement]] = {}
YUL_STATEMENTS: dict[str, Lower[YulStatement]] = {}
YUL_EXPRESSIONS: dict[str, Lower[YulExpression]] = {}


def lowers(table: dict[str, Lower[_T]], *kinds: str) -> Callable[[Lower[_T]], Lower[_T]]:
    """Enter a function into `table` as the one that lowers tree-sitter nodes of these kinds."""

    def register(function: Lower[_T]) -> Lower[_T]:
        for kind in kinds:
            table[kind] = function
        return function

    return register

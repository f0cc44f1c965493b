"""Solidity syntax trees as compact text: what a test compares, positions left out."""

import msgspec

from assay.solidity.syntax import parse
from assay.solidity.syntax.nodes import Literal, Node, SourceUnit, Statement


def shape(value: object) -> str:
    """`(Binary + a b)`: a node's kind and its fields; names and numbers bare, empty and false fields left out."""
    if isinstance(value, Node):
        kind = type(value).__name__
        if kind in ("Identifier", "YulName", "YulLiteral"):
            return str(msgspec.structs.astuple(value)[2])
        if isinstance(value, Literal):
            body = value.text if value.kind in ("number", "bool") else f"{value.kind}'{value.text}'"
            return f"{body} {value.unit}".strip()
        fields = [(name, getattr(value, name)) for name in value.__struct_fields__[2:]]
        shown = [shape(item) if item is not True else name for name, item in fields if item not in ("", False, ())]
        return f"({' '.join([kind, *shown])})"
    if isinstance(value, tuple):
        return f"[{' '.join(shape(item) for item in value)}]"
    return "-" if value is None else str(value)


def unit(source: str) -> SourceUnit:
    """The tree of a whole file."""
    return parse("t.sol", source.encode())


def statements(source: str) -> tuple[Statement, ...]:
    """The statements of a function's body; raises `ValueError` when they can't be read whole."""
    read = unit(f"contract C {{ function f() {{ {source} }} }}")
    body = read.contracts[0].functions[0].body
    if read.problems or body is None:
        raise ValueError("; ".join(problem.because for problem in read.problems))
    return body.statements


def statement(source: str) -> str:
    """The shape of one statement."""
    (only,) = statements(source)
    return shape(only)


def expression(source: str) -> str:
    """The shape of an expression, read as a return value so that no statement repair applies."""
    return statement(f"return {source};").removeprefix("(Return ").removesuffix(")")


def everything(node: object) -> list[Node]:
    """The node and all nodes below it."""
    found: list[Node] = []
    work: list[object] = [node]
    while work:
        item = work.pop()
        if isinstance(item, Node):
            found.append(item)
            work.extend(msgspec.structs.astuple(item))
        elif isinstance(item, tuple):
            work.extend(item)
    return found

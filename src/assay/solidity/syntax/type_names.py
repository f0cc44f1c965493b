"""Type names and the variables declared with them."""

from collections.abc import Iterable

from tree_sitter import Node as Raw

from assay.solidity.syntax.nodes import (
    ArrayType,
    ElementaryType,
    FunctionType,
    MappingType,
    TypeName,
    UserType,
    Variable,
)
from assay.solidity.syntax.reader import TYPES, Reader, lowers
from assay.solidity.syntax.repairs import canonical

_LOCATIONS = frozenset(("memory", "storage", "calldata"))


@lowers(TYPES, "primitive_type")
def elementary(reader: Reader, node: Raw) -> ElementaryType:
    """`uint`, `address payable`, `var`."""
    words = reader.parts(node)  # of `address payable`, between which a comment may stand
    text = " ".join(reader.text(word) for word in words) if words else reader.text(node)
    return ElementaryType(node.start_byte, node.end_byte, canonical(text))


@lowers(TYPES, "user_defined_type")
def user_type(reader: Reader, node: Raw) -> UserType:
    """`A.B.C`."""
    return UserType(node.start_byte, node.end_byte, path(reader, node))


def path(reader: Reader, node: Raw) -> tuple[str, ...]:
    """The identifiers among the node's children."""
    return tuple(reader.text(part) for part in reader.parts(node) if part.type == "identifier")


@lowers(TYPES, "type_name")
def type_name(reader: Reader, node: Raw) -> TypeName:
    """Any type where one is declared."""
    parts = reader.parts(node)
    first = parts[0]
    kind = first.type
    if len(parts) == 1:
        handler = TYPES.get(kind)
        if handler is None:
            raise reader.unknown(first)
        return handler(reader, first)
    start, end = node.start_byte, node.end_byte
    if kind == "mapping":
        types = [part for part in parts if part.type in TYPES]
        return MappingType(start, end, reader.type_name(types[0]), reader.type_name(types[1]))
    if kind == "type_name":
        length = parts[2] if parts[2].type == "expression" else None
        return ArrayType(start, end, reader.type_name(first), length and reader.expression(length))
    if kind == "function":
        return _function_type(reader, node, parts)
    raise reader.unknown(node)


def _function_type(reader: Reader, node: Raw, parts: list[Raw]) -> FunctionType:
    visibility = mutability = ""
    for part in parts:
        if part.type == "visibility":
            visibility = reader.text(part)
        elif part.type == "state_mutability":
            mutability = reader.text(part)
    return FunctionType(
        node.start_byte,
        node.end_byte,
        variables(reader, (part for part in parts if part.type == "parameter")),
        variables(reader, (part for part in parts if part.type == "return_parameter")),
        visibility,
        mutability,
    )


def variables(reader: Reader, nodes: Iterable[Raw]) -> tuple[Variable, ...]:
    """Each node lowered as a variable; raises `Gap`."""
    return tuple(variable(reader, node) for node in nodes)


def variable(reader: Reader, node: Raw) -> Variable:
    """A parameter, a local, a field: type, then location or `indexed`, then name; raises `Gap`."""
    name = location = ""
    indexed = False
    parts = reader.parts(node)
    for part in parts[1:]:
        kind = part.type
        if kind == "identifier":
            name = reader.text(part)
        elif kind in _LOCATIONS:
            location = kind
        elif kind == "indexed":
            indexed = True
    return Variable(node.start_byte, node.end_byte, name, reader.type_name(parts[0]), location, indexed)

"""Contracts and what they, or a file, may hold."""

from collections.abc import Callable
from dataclasses import dataclass, field

from tree_sitter import Node as Raw

from assay.solidity.syntax.functions import CALLABLES, broken_functions, function, invocation
from assay.solidity.syntax.nodes import (
    ContractDefinition,
    EnumDefinition,
    ErrorDefinition,
    EventDefinition,
    Expression,
    FunctionDefinition,
    Invocation,
    StateVariable,
    StructDefinition,
    TypeName,
    UserValueType,
    UsingFor,
)
from assay.solidity.syntax.reader import Gap, Reader
from assay.solidity.syntax.type_names import path, variables


@dataclass(slots=True)
class Members:
    """What a contract or a file defines, each kind in source order."""

    state: list[StateVariable] = field(default_factory=list)
    functions: list[FunctionDefinition] = field(default_factory=list)
    structs: list[StructDefinition] = field(default_factory=list)
    enums: list[EnumDefinition] = field(default_factory=list)
    events: list[EventDefinition] = field(default_factory=list)
    errors: list[ErrorDefinition] = field(default_factory=list)
    value_types: list[UserValueType] = field(default_factory=list)
    using: list[UsingFor] = field(default_factory=list)


def add_member(reader: Reader, node: Raw, members: Members) -> bool:
    """Lower a definition into its list; False when the node is none. What can't be read becomes a problem."""
    kind = node.type
    if kind in CALLABLES:
        members.functions.append(function(reader, node))
        return True
    lower = _MEMBERS.get(kind)
    if lower is None:
        return False
    before = len(reader.problems)
    reader.careful = node.has_error
    reader.depth = 0
    try:
        lower(reader, node, members)
    except Gap as gap:
        reader.record(gap)
    if reader.careful and len(reader.problems) == before:
        reader.record(first_error(reader, node))
    return True


def first_error(reader: Reader, node: Raw) -> Gap:
    """The first error below a node that holds one."""
    while not (node.is_error or node.is_missing):
        below = next((child for child in node.children if child.has_error or child.is_missing), None)
        if below is None:
            break
        node = below
    return reader.unreadable(node)


def _state(reader: Reader, node: Raw, members: Members) -> None:
    parts = reader.parts(node)
    name = visibility = ""
    flags: set[str] = set()
    value: Expression | None = None
    for part in parts[1:]:
        kind = part.type
        if kind == "identifier":
            name = reader.text(part)
        elif kind == "visibility":
            visibility = reader.text(part)
        elif kind == "expression":
            value = reader.expression(part)
        elif kind == "state_location":
            flags.add(reader.text(part))
        else:
            flags.add(kind)
    lowered = StateVariable(
        node.start_byte,
        node.end_byte,
        name,
        reader.type_name(parts[0]),
        visibility,
        constant="constant" in flags,
        immutable="immutable" in flags,
        transient="transient" in flags,
        overrides="override_specifier" in flags,
        value=value,
    )
    members.state.append(lowered)


def _name(reader: Reader, parts: list[Raw]) -> str:
    return next((reader.text(part) for part in parts if part.type == "identifier"), "")


def _struct(reader: Reader, node: Raw, members: Members) -> None:
    parts = reader.parts(node)
    fields = variables(reader, (part for part in reader.parts(parts[-1]) if part.type == "struct_member"))
    members.structs.append(StructDefinition(node.start_byte, node.end_byte, _name(reader, parts), fields))


def _enum(reader: Reader, node: Raw, members: Members) -> None:
    parts = reader.parts(node)
    values = tuple(reader.text(part) for part in reader.parts(parts[-1]) if part.type == "enum_value")
    members.enums.append(EnumDefinition(node.start_byte, node.end_byte, _name(reader, parts), values))


def _event(reader: Reader, node: Raw, members: Members) -> None:
    parts = reader.parts(node)
    parameters = variables(reader, (part for part in parts if part.type == "event_parameter"))
    anonymous = any(part.type == "anonymous" for part in parts)
    members.events.append(EventDefinition(node.start_byte, node.end_byte, _name(reader, parts), parameters, anonymous))


def _error(reader: Reader, node: Raw, members: Members) -> None:
    parts = reader.parts(node)
    parameters = variables(reader, (part for part in parts if part.type == "error_parameter"))
    members.errors.append(ErrorDefinition(node.start_byte, node.end_byte, _name(reader, parts), parameters))


def _value_type(reader: Reader, node: Raw, members: Members) -> None:
    parts = reader.parts(node)
    of = reader.type_name(next(part for part in parts if part.type == "primitive_type"))
    members.value_types.append(UserValueType(node.start_byte, node.end_byte, _name(reader, parts), of))


def _using(reader: Reader, node: Raw, members: Members) -> None:
    library: tuple[str, ...] = ()
    functions: list[tuple[tuple[str, ...], str]] = []
    of: TypeName | None = None
    is_global = False
    for part in reader.parts(node):
        kind = part.type
        if kind == "type_alias":
            library = path(reader, part)
        elif kind == "using_alias":
            inner = reader.parts(part)
            operator = reader.text(inner[-1]) if inner[-1].type == "user_definable_operator" else ""
            functions.append((path(reader, inner[0]), operator))
        elif kind == "type_name":
            of = reader.type_name(part)
        elif kind == "global":
            is_global = True
    members.using.append(UsingFor(node.start_byte, node.end_byte, library, tuple(functions), of, is_global))


_MEMBERS: dict[str, Callable[[Reader, Raw, Members], None]] = {
    "state_variable_declaration": _state,
    "constant_variable_declaration": _state,
    "struct_declaration": _struct,
    "enum_declaration": _enum,
    "event_definition": _event,
    "error_declaration": _error,
    "user_defined_type_definition": _value_type,
    "using_directive": _using,
}

CONTRACTS = frozenset(("contract_declaration", "interface_declaration", "library_declaration"))


@dataclass(slots=True)
class ContractDraft:
    """A contract while its pieces come in; `finish` makes the definition."""

    start: int
    end: int
    kind: str = ""
    name: str = ""
    bases: list[Invocation] = field(default_factory=list)
    layout: Expression | None = None
    members: Members = field(default_factory=Members)

    def finish(self) -> ContractDefinition:
        """The contract as far as it was read."""
        members = self.members
        return ContractDefinition(
            self.start,
            self.end,
            self.kind,
            self.name,
            tuple(self.bases),
            tuple(members.state),
            tuple(members.functions),
            tuple(members.structs),
            tuple(members.enums),
            tuple(members.events),
            tuple(members.errors),
            tuple(members.value_types),
            tuple(members.using),
            self.layout,
        )


def contract(reader: Reader, node: Raw) -> ContractDefinition:
    """A contract, interface or library; errors between its members become problems."""
    draft = ContractDraft(node.start_byte, node.end_byte)
    for child in node.children:
        add_contract_piece(reader, child, draft)
    return draft.finish()


def add_contract_piece(reader: Reader, node: Raw, draft: ContractDraft) -> None:
    """Take in one child of a contract, of its body or of an error in it."""
    kind = node.type
    reader.careful = node.has_error
    reader.depth = 0
    if node.is_error:
        reader.record(reader.unreadable(node))
        stubs = {stub.start: stub for stub in broken_functions(reader, node)}
        for child in node.children:
            if (stub := stubs.get(child.start_byte)) is not None:
                draft.members.functions.append(stub)
            else:
                add_member(reader, child, draft.members)
    elif node.is_missing:
        reader.record(reader.unreadable(node))
    elif kind == "contract_body":
        for child in node.children:
            add_contract_piece(reader, child, draft)
    elif kind in ("abstract", "contract", "interface", "library"):
        draft.kind = draft.kind or kind
    elif kind == "identifier":
        draft.name = draft.name or reader.text(node)
    elif kind == "inheritance_specifier" or kind == "layout_specifier":
        try:
            _head(reader, node, draft)
        except Gap as gap:
            reader.record(gap)
    else:
        add_member(reader, node, draft.members)


def _head(reader: Reader, node: Raw, draft: ContractDraft) -> None:
    if node.type == "inheritance_specifier":
        draft.bases.append(invocation(reader, node))
        return
    for part in reader.parts(node):
        if part.type == "expression":
            draft.layout = reader.expression(part)

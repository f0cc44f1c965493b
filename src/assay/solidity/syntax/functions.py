"""Functions, constructors, fallbacks and modifiers: whatever has parameters and a body."""

from collections.abc import Iterable

from tree_sitter import Node as Raw

from assay.solidity.syntax.expressions import call_arguments
from assay.solidity.syntax.nodes import Block, FunctionDefinition, Invocation, Unparsed, Variable
from assay.solidity.syntax.reader import Gap, Reader
from assay.solidity.syntax.repairs import is_open_placeholder
from assay.solidity.syntax.statements import block
from assay.solidity.syntax.type_names import path, variable

CALLABLES = frozenset(
    ("function_definition", "modifier_definition", "constructor_definition", "fallback_receive_definition")
)

_KINDS = {"function_definition": "function", "modifier_definition": "modifier", "constructor_definition": "constructor"}


class _Head:
    """A function's head while its pieces come in."""

    __slots__ = (
        "invocations",
        "kind",
        "mutability",
        "name",
        "overrides",
        "parameters",
        "returns",
        "virtual",
        "visibility",
    )

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self.name = self.visibility = self.mutability = ""
        self.virtual = self.overrides = False
        self.parameters: list[Variable] = []
        self.returns: list[Variable] = []
        self.invocations: list[Invocation] = []


def function(reader: Reader, node: Raw) -> FunctionDefinition:
    """Always a definition: what can't be read in it is told in `problem` and among the file's problems."""
    reader.careful = node.has_error
    reader.depth = 0
    reader.function_problem = ""
    head = _Head(_KINDS.get(node.type, ""))
    head_end = node.end_byte
    body: Block | None = None
    into = head.parameters
    for child in node.children:
        kind = child.type
        if kind == "function_body":
            head_end = child.start_byte
            body = block(reader, child)
        elif kind == ";":
            head_end = child.start_byte
        elif kind == "returns":
            into = head.returns
        elif child.is_error or child.is_missing:
            reader.record(reader.unreadable(child))
        else:
            try:
                _head_piece(reader, child, head, into)
            except Gap as gap:
                reader.record(gap)
    if reader.careful and not reader.function_problem and _holds_error(reader, node):
        line = reader.lines.line(node.start_byte)
        reader.record(Gap(node.start_byte, node.end_byte, f"the function at line {line} can't be read whole"))
    problem, reader.function_problem = reader.function_problem, ""
    return FunctionDefinition(
        node.start_byte,
        node.end_byte,
        head.kind,
        head.name,
        head_end,
        tuple(head.parameters),
        tuple(head.returns),
        head.visibility,
        head.mutability,
        head.virtual,
        head.overrides,
        tuple(head.invocations),
        body,
        problem,
    )


def _head_piece(reader: Reader, node: Raw, head: _Head, into: list[Variable]) -> None:
    kind = node.type
    if kind == "identifier":
        head.name = reader.text(node)
    elif kind == "parameter":
        into.append(variable(reader, node))
    elif kind == "return_type_definition":
        head.returns.extend(_parameters(reader, reader.parts(node)))
    elif kind == "visibility" or kind == "public" or kind == "internal":
        head.visibility = reader.text(node)
    elif kind == "state_mutability" or kind == "payable":
        head.mutability = reader.text(node)
    elif kind == "virtual":
        head.virtual = True
    elif kind == "override_specifier":
        head.overrides = True
    elif kind == "modifier_invocation":
        invoked = invocation(reader, node)
        if invoked.path == ("constant",) and not invoked.has_arguments:
            head.mutability = "view"  # NOTE: how 0.4 wrote it
        else:
            head.invocations.append(invoked)
    elif not head.kind and kind in ("receive", "fallback", "function"):
        head.kind = "receive" if kind == "receive" else "fallback"


def _parameters(reader: Reader, parts: Iterable[Raw]) -> list[Variable]:
    return [variable(reader, part) for part in parts if part.type == "parameter"]


def invocation(reader: Reader, node: Raw) -> Invocation:
    """`Base(1)`, `A.only`: a base in a contract's head, a modifier or a base in a function's; raises `Gap`."""
    parts = reader.parts(node)
    name: tuple[str, ...]
    name = path(reader, parts[0]) if parts[0].type == "user_defined_type" else path(reader, node)
    arguments, _ = call_arguments(reader, parts)
    has_arguments = any(part.type == "(" for part in parts)
    return Invocation(node.start_byte, node.end_byte, name, arguments, has_arguments)


_KEYWORDS = {"function": "function", "modifier": "modifier", "constructor": "constructor"}


def broken_functions(reader: Reader, error: Raw) -> list[FunctionDefinition]:
    """Functions of which the grammar kept only the beginning, as pieces of an error: named gaps, not silence."""
    children = error.children
    found: list[FunctionDefinition] = []
    for at, child in enumerate(children):
        kind = _KEYWORDS.get(child.type, "")
        named = at + 1 < len(children) and children[at + 1].type == "identifier"
        if not kind or child.is_named or not (named or kind == "constructor"):
            continue
        start, end = child.start_byte, error.end_byte
        later = (other.start_byte for other in children[at + 1 :] if other.type in CALLABLES or other.type in _KEYWORDS)
        end = min([end, *later])
        name = reader.text(children[at + 1]) if named and kind != "constructor" else ""
        because = f"the {kind} at line {reader.lines.line(start)} can't be read whole"
        body = Block(start, end, (Unparsed(start, end, because),))
        found.append(FunctionDefinition(start, end, kind, name, end, (), (), "", "", False, False, (), body, because))
    return found


def _holds_error(reader: Reader, node: Raw) -> bool:
    """Is there an error that no repair made good? Open placeholders are the ones that are."""
    work = [node]
    while work:
        node = work.pop()
        if node.is_error and not is_open_placeholder(reader.text(node)):
            return True
        if node.is_missing and not (node.parent and is_open_placeholder(reader.text(node.parent))):
            return True
        work.extend(child for child in node.children if child.has_error or child.is_missing)
    return False

"""A whole file: `parse`."""

import hashlib

from tree_sitter import Node as Raw
from tree_sitter import Query, QueryCursor

from assay.solidity.syntax.definitions import (
    CONTRACTS,
    ContractDraft,
    Members,
    add_contract_piece,
    add_member,
    contract,
)
from assay.solidity.syntax.functions import broken_functions
from assay.solidity.syntax.grammar import language, parser
from assay.solidity.syntax.nodes import Comment, ContractDefinition, Import, Pragma, SourceUnit
from assay.solidity.syntax.reader import Gap, Reader
from assay.solidity.syntax.repairs import close_placeholders, drop_unary_plus

_SPEAKS_TO_TOOLS = (b"assay", b"@custom")


def parse(path: str, data: bytes) -> SourceUnit:
    """The syntax tree of one file, whatever the bytes are.

    `path` is only recorded. What can't be read is told in the functions' `problem` and the unit's `problems`;
    the rest is there. Raises `GrammarUnusable` when the grammar can't be loaded.
    """
    reader = Reader(data)
    _check_encoding(reader)
    root = _tree(data)
    unit = _Unit(reader)
    for child in root.children:
        unit.add(child)
    if not (unit.contracts or unit.pragmas or unit.imports) and root.has_error and not _defines(unit.members):
        # Nothing in it is Solidity: one problem says so better than a hundred.
        reader.problems[:] = [p for p in reader.problems if p.because.startswith("not UTF-8")]
        reader.record(Gap(0, len(data), "this is not Solidity"))
    members = unit.members
    return SourceUnit(
        0,
        len(data),
        path,
        "sha256:" + hashlib.sha256(data).hexdigest(),
        tuple(unit.pragmas),
        tuple(unit.imports),
        tuple(unit.contracts),
        tuple(members.functions),
        tuple(members.state),
        tuple(members.structs),
        tuple(members.enums),
        tuple(members.events),
        tuple(members.errors),
        tuple(members.value_types),
        tuple(members.using),
        _comments(reader, root),
        tuple(reader.problems),
    )


def _check_encoding(reader: Reader) -> None:
    try:
        reader.data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = reader.lines.line(error.start)
        reader.record(Gap(error.start, error.start + 1, f"not UTF-8 at byte {error.start} (line {line})"))


def _tree(data: bytes) -> Raw:
    """The parser's tree, or that of the source with `;` behind `_` and without unary `+`, where it reads better."""
    root = parser().parse(data).root_node
    repaired = close_placeholders(data)
    if root.has_error:
        repaired = drop_unary_plus(repaired)
    if repaired != data:
        again = parser().parse(repaired).root_node
        if not again.has_error or _errors(again) < _errors(root):
            return again
    return root


def _errors(root: Raw) -> int:
    """How many bytes stand in errors, and one for each token that is missing."""
    count = 0
    work = [root]
    while work:
        node = work.pop()
        if node.is_error or node.is_missing:
            count += 1 + node.end_byte - node.start_byte
        else:
            work.extend(child for child in node.children if child.has_error or child.is_missing)
    return count


def _defines(members: Members) -> bool:
    return bool(
        members.functions
        or members.state
        or members.structs
        or members.enums
        or members.events
        or members.errors
        or members.value_types
        or members.using
    )


class _Unit:
    """A file while its pieces come in."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self.pragmas: list[Pragma] = []
        self.imports: list[Import] = []
        self.contracts: list[ContractDefinition] = []
        self.members = Members()

    def add(self, node: Raw) -> None:
        """Take in one child of the file."""
        reader, kind = self.reader, node.type
        if kind in CONTRACTS:
            self.contracts.append(contract(reader, node))
        elif kind == "pragma_directive" or kind == "import_directive":
            reader.careful = node.has_error
            reader.depth = 0
            try:
                if kind == "pragma_directive":
                    self.pragmas.append(_pragma(reader, node))
                else:
                    self.imports.append(_import(reader, node))
            except Gap as gap:
                reader.record(gap)
        elif node.is_error:
            reader.record(reader.unreadable(node))
            self._salvage(node)
        elif node.is_missing:
            reader.record(reader.unreadable(node))
        else:
            add_member(reader, node, self.members)

    def _salvage(self, error: Raw) -> None:
        """What can still be read inside an error, such as the functions of a contract that is never closed."""
        draft: ContractDraft | None = None
        stubs = {stub.start: stub for stub in broken_functions(self.reader, error)}
        for child in error.children:
            if (stub := stubs.get(child.start_byte)) is not None:
                (draft.members if draft else self.members).functions.append(stub)
                continue
            kind = child.type
            if kind in ("contract", "interface", "library"):
                self._close(draft)
                draft = ContractDraft(child.start_byte, error.end_byte)
                add_contract_piece(self.reader, child, draft)
            elif kind in CONTRACTS or kind in ("pragma_directive", "import_directive"):
                self._close(draft)
                draft = None
                self.add(child)
            elif draft is not None:
                add_contract_piece(self.reader, child, draft)
            else:
                add_member(self.reader, child, self.members)
        self._close(draft)

    def _close(self, draft: ContractDraft | None) -> None:
        if draft is not None and draft.name:
            self.contracts.append(draft.finish())


def _pragma(reader: Reader, node: Raw) -> Pragma:
    token = reader.parts(node)[1]
    words = reader.text(token).split(None, 1)
    name = words[0] if words else ""
    if token.type == "solidity_pragma_token":
        name, value = "solidity", reader.text(token)[len("solidity") :]
    else:
        value = words[1] if len(words) > 1 else ""
    return Pragma(node.start_byte, node.end_byte, name, " ".join(value.split()))


def _import(reader: Reader, node: Raw) -> Import:
    path = alias = ""
    symbols: list[tuple[str, str]] = []
    braced = renaming = False
    for part in reader.parts(node):
        kind = part.type
        if kind == "string":
            path = reader.text(part)[1:-1]
        elif kind == "{":
            braced = True
        elif kind == "as":
            renaming = True
        elif kind == "identifier":
            name = reader.text(part)
            if not renaming:
                symbols.append((name, name))
            elif braced and symbols:
                symbols[-1] = (symbols[-1][0], name)
            else:
                alias = name
            renaming = False
    return Import(node.start_byte, node.end_byte, path, tuple(symbols), alias)


def _comments(reader: Reader, root: Raw) -> tuple[Comment, ...]:
    data = reader.data
    if not any(word in data for word in _SPEAKS_TO_TOOLS):
        return ()
    found = QueryCursor(Query(language(), "(comment) @comment")).captures(root).get("comment", [])
    spoken = (node for node in found if any(word in data[node.start_byte : node.end_byte] for word in _SPEAKS_TO_TOOLS))
    ordered = sorted(spoken, key=lambda node: node.start_byte)
    return tuple(Comment(node.start_byte, node.end_byte, reader.text(node)) for node in ordered)

"""Inline assembly."""

from collections.abc import Sequence

from tree_sitter import Node as Raw

from assay.solidity.syntax.nodes import (
    Assembly,
    YulAssign,
    YulBlock,
    YulCall,
    YulEvaluate,
    YulExpression,
    YulFor,
    YulFunction,
    YulIf,
    YulJump,
    YulLet,
    YulLiteral,
    YulName,
    YulStatement,
    YulSwitch,
    YulUnparsed,
)
from assay.solidity.syntax.reader import YUL_EXPRESSIONS, YUL_STATEMENTS, Gap, Reader, lowers
from assay.solidity.syntax.repairs import continues

_STORES = frozenset(("yul_variable_declaration", "yul_assignment"))
_STANDALONE = frozenset(("stop", "invalid"))
"""Instructions that need no operand, so that they mean the same without parentheses."""


def assembly(reader: Reader, node: Raw) -> Assembly:
    """`assembly ("memory-safe") { … }`."""
    flags: tuple[str, ...] = ()
    opening = closing = None
    for child in node.children:
        if child.type == "assembly_flags":
            flags = tuple(reader.text(part)[1:-1] for part in reader.parts(child) if part.type == "string")
        elif child.type == "{":
            opening = child
        elif child.type == "}":
            closing = child
    start = opening.start_byte if opening else node.start_byte
    end = closing.end_byte if closing else node.end_byte
    inside = [child for child in node.children if child.start_byte >= start]
    return Assembly(node.start_byte, node.end_byte, YulBlock(start, end, _statements(reader, inside)), flags)


def _block(reader: Reader, node: Raw) -> YulBlock:
    return YulBlock(node.start_byte, node.end_byte, _statements(reader, node.children))


YUL_STATEMENTS["yul_block"] = _block


def _statements(reader: Reader, children: Sequence[Raw]) -> tuple[YulStatement, ...]:
    """Reads on behind an error; declarations and assignments that commas tore apart are joined."""
    lowered: list[YulStatement] = []
    torn: list[Raw] = []
    for child in children:
        kind = child.type
        if kind == "comment" or kind == "{" or (kind == "}" and not child.is_missing):
            continue
        if child.is_error or child.is_missing:
            gap = reader.unreadable(child)
            reader.record(gap)
            lowered.append(YulUnparsed(gap.start, gap.end, gap.because))
            torn.clear()
        elif kind in _STORES:
            torn.append(child)
            if not continues(child.children):
                lowered.append(_store(reader, torn))
                torn.clear()
        else:
            lowered.append(reader.yul_statement(child))
    if torn:
        lowered.append(_store(reader, torn))
    return tuple(lowered)


def _store(reader: Reader, pieces: list[Raw]) -> YulStatement:
    """`let a, b := f()` or `a, b := f()`, given piece by piece."""
    start, end = pieces[0].start_byte, pieces[-1].end_byte
    depth = reader.depth
    names: list[str] = []
    value: YulExpression | None = None
    assigned = False
    try:
        for piece in pieces:
            for part in reader.parts(piece):
                kind = part.type
                if kind in (":=", ":", "="):
                    assigned = True
                elif assigned:
                    value = reader.yul_expression(part)
                elif kind == "yul_path" or kind == "yul_identifier":
                    names.append(_name(reader, part))
        if pieces[0].type == "yul_variable_declaration":
            return YulLet(start, end, tuple(names), value)
        if value is not None:
            return YulAssign(start, end, tuple(names), value)
        raise _stack_style(reader, start, end)
    except Gap as gap:
        reader.record(gap)
        reader.depth = depth
        return YulUnparsed(start, end, gap.because)


def _stack_style(reader: Reader, start: int, end: int) -> Gap:
    return Gap(start, end, f"stack-style assembly is not followed at line {reader.lines.line(start)}")


def _name(reader: Reader, node: Raw) -> str:
    return "".join(reader.text(node).split())


@lowers(YUL_EXPRESSIONS, "yul_path", "yul_identifier")
def _path(reader: Reader, node: Raw) -> YulExpression:
    return YulName(node.start_byte, node.end_byte, _name(reader, node))


@lowers(
    YUL_EXPRESSIONS,
    "yul_decimal_number",
    "yul_hex_number",
    "yul_boolean",
    "yul_string_literal",
    "yul_hex_string_literal",
)
def _literal(reader: Reader, node: Raw) -> YulExpression:
    return YulLiteral(node.start_byte, node.end_byte, reader.text(node))


@lowers(YUL_EXPRESSIONS, "yul_function_call")
def _call(reader: Reader, node: Raw) -> YulExpression:
    parts = reader.parts(node)
    arguments = tuple(reader.yul_expression(part) for part in parts[1:] if part.is_named)
    return YulCall(node.start_byte, node.end_byte, reader.text(parts[0]), arguments)


@lowers(YUL_STATEMENTS, "yul_function_call")
def _evaluate(reader: Reader, node: Raw) -> YulStatement:
    parts = reader.parts(node)
    if len(parts) == 1 and reader.text(parts[0]) not in _STANDALONE:
        raise _stack_style(reader, node.start_byte, node.end_byte)
    return YulEvaluate(node.start_byte, node.end_byte, reader.yul_expression(node))


@lowers(
    YUL_STATEMENTS,
    "yul_decimal_number",
    "yul_hex_number",
    "yul_boolean",
    "yul_string_literal",
    "yul_hex_string_literal",
)
def _pushed(reader: Reader, node: Raw) -> YulStatement:
    raise _stack_style(reader, node.start_byte, node.end_byte)


@lowers(YUL_STATEMENTS, "yul_label")
def _label(reader: Reader, node: Raw) -> YulStatement:
    line = reader.lines.line(node.start_byte)
    raise Gap(node.start_byte, node.end_byte, f"labels in assembly are not followed at line {line}")


@lowers(YUL_STATEMENTS, "yul_leave", "yul_break", "yul_continue")
def _jump(reader: Reader, node: Raw) -> YulStatement:
    return YulJump(node.start_byte, node.end_byte, reader.text(node))


@lowers(YUL_STATEMENTS, "yul_if_statement")
def _if(reader: Reader, node: Raw) -> YulStatement:
    _, condition, body = reader.parts(node)
    return YulIf(node.start_byte, node.end_byte, reader.yul_expression(condition), _block(reader, body))


@lowers(YUL_STATEMENTS, "yul_for_statement")
def _for(reader: Reader, node: Raw) -> YulStatement:
    _, init, condition, update, body = reader.parts(node)
    return YulFor(
        node.start_byte,
        node.end_byte,
        _block(reader, init),
        reader.yul_expression(condition),
        _block(reader, update),
        _block(reader, body),
    )


@lowers(YUL_STATEMENTS, "yul_switch_statement")
def _switch(reader: Reader, node: Raw) -> YulStatement:
    parts = reader.parts(node)
    cases: list[tuple[YulLiteral | None, YulBlock]] = []
    label: YulLiteral | None = None
    for part in parts[2:]:
        if part.type == "yul_block":
            cases.append((label, _block(reader, part)))
            label = None
        elif part.is_named:
            label = YulLiteral(part.start_byte, part.end_byte, reader.text(part))
    return YulSwitch(node.start_byte, node.end_byte, reader.yul_expression(parts[1]), tuple(cases))


@lowers(YUL_STATEMENTS, "yul_function_definition")
def _function(reader: Reader, node: Raw) -> YulStatement:
    parts = reader.parts(node)
    parameters: list[str] = []
    returns: list[str] = []
    into = parameters
    for part in parts[2:]:
        if part.type == "->":
            into = returns
        elif part.type == "yul_identifier":
            into.append(reader.text(part))
    name = reader.text(parts[1])
    body = _block(reader, parts[-1])
    return YulFunction(node.start_byte, node.end_byte, name, tuple(parameters), tuple(returns), body)

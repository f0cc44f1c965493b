"""Statements; what stands inside inline assembly has a file of its own."""

from tree_sitter import Node as Raw

from assay.solidity.syntax.expressions import call_arguments
from assay.solidity.syntax.nodes import (
    Block,
    Call,
    Catch,
    Declaration,
    ElementaryType,
    Emit,
    Expression,
    For,
    Identifier,
    If,
    Jump,
    Placeholder,
    Return,
    Revert,
    Statement,
    Try,
    TupleExpression,
    Unparsed,
    Variable,
    While,
)
from assay.solidity.syntax.reader import STATEMENTS, Gap, Reader, lowers
from assay.solidity.syntax.repairs import is_open_placeholder, statement_of
from assay.solidity.syntax.type_names import variable, variables
from assay.solidity.syntax.yul import assembly


def block(reader: Reader, node: Raw) -> Block:
    """`{ … }`, `unchecked { … }`; reads on behind an error."""
    statements: list[Statement] = []
    unchecked = False
    for child in node.children:
        kind = child.type
        if kind == "statement":
            statements.append(reader.statement(child))
        elif kind == "unchecked":
            unchecked = True
        elif child.is_missing:
            reader.record(reader.unreadable(child))
        elif child.is_error:
            statements.append(_unread(reader, child))
        elif child.is_named and kind != "comment":
            statements.append(reader.statement(child))
    return Block(node.start_byte, node.end_byte, tuple(statements), unchecked)


STATEMENTS["block_statement"] = block


def _unread(reader: Reader, node: Raw) -> Statement:
    if is_open_placeholder(reader.text(node)):
        return Placeholder(node.start_byte, node.end_byte)
    gap = reader.unreadable(node)
    reader.record(gap)
    return Unparsed(gap.start, gap.end, gap.because)


@lowers(STATEMENTS, "expression_statement")
def _expression_statement(reader: Reader, node: Raw) -> Statement:
    children = node.children
    if reader.careful and children[-1].is_missing and is_open_placeholder(reader.text(node)):
        return Placeholder(node.start_byte, node.end_byte)
    expression = reader.expression(reader.parts(node)[0])
    return statement_of(node.start_byte, node.end_byte, expression)


@lowers(STATEMENTS, "variable_declaration_statement")
def _declaration(reader: Reader, node: Raw) -> Statement:
    parts = reader.parts(node)
    declared = parts[0]
    names: tuple[Variable | None, ...]
    if declared.type == "variable_declaration":
        names = (variable(reader, declared),)
    else:
        names = _declared(reader, reader.parts(declared))
    value = reader.expression(parts[2]) if parts[1].type == "=" else None
    return Declaration(node.start_byte, node.end_byte, names, value)


def _declared(reader: Reader, parts: list[Raw]) -> tuple[Variable | None, ...]:
    names: list[Variable | None] = [None]
    for part in parts:
        kind = part.type
        if kind == ",":
            names.append(None)
        elif kind == "variable_declaration":
            names[-1] = variable(reader, part)
        elif kind == "identifier":
            start, end = part.start_byte, part.end_byte
            names[-1] = Variable(start, end, reader.text(part), ElementaryType(start, start, "var"))
    return tuple(names)


@lowers(STATEMENTS, "if_statement")
def _if(reader: Reader, node: Raw) -> Statement:
    parts = reader.parts(node)
    otherwise = reader.statement(parts[6]) if len(parts) > 6 else None
    return If(node.start_byte, node.end_byte, reader.expression(parts[2]), reader.statement(parts[4]), otherwise)


@lowers(STATEMENTS, "while_statement")
def _while(reader: Reader, node: Raw) -> Statement:
    parts = reader.parts(node)
    return While(node.start_byte, node.end_byte, reader.expression(parts[2]), reader.statement(parts[4]))


@lowers(STATEMENTS, "do_while_statement")
def _do_while(reader: Reader, node: Raw) -> Statement:
    parts = reader.parts(node)
    body = reader.statement(parts[1])
    return While(node.start_byte, node.end_byte, reader.expression(parts[4]), body, do=True)


@lowers(STATEMENTS, "for_statement")
def _for(reader: Reader, node: Raw) -> Statement:
    parts = reader.parts(node)
    first, second, third, body = parts[2], parts[3], parts[4], parts[-1]
    init = None if first.type == ";" else reader.statement(first)
    condition = None if second.type == ";" else reader.expression(reader.parts(second)[0])
    update = None if third.type == ")" else reader.expression(third)
    return For(node.start_byte, node.end_byte, init, condition, update, reader.statement(body))


@lowers(STATEMENTS, "continue_statement", "break_statement")
def _jump(reader: Reader, node: Raw) -> Statement:
    return Jump(node.start_byte, node.end_byte, reader.parts(node)[0].type)


@lowers(STATEMENTS, "return_statement")
def _return(reader: Reader, node: Raw) -> Statement:
    parts = reader.parts(node)
    value = reader.expression(parts[1]) if parts[1].type == "expression" else None
    return Return(node.start_byte, node.end_byte, value)


@lowers(STATEMENTS, "emit_statement")
def _emit(reader: Reader, node: Raw) -> Statement:
    parts = reader.parts(node)
    name = parts[1]
    arguments, names = call_arguments(reader, parts[2:])
    call = Call(name.start_byte, parts[-2].end_byte, reader.expression(name), arguments, names)
    return Emit(node.start_byte, node.end_byte, call)


@lowers(STATEMENTS, "revert_statement")
def _revert(reader: Reader, node: Raw) -> Statement:
    parts = reader.parts(node)
    keyword = parts[0]
    function: Expression = Identifier(keyword.start_byte, keyword.end_byte, "revert")
    arguments: tuple[Expression, ...] = ()
    names: tuple[str, ...] = ()
    end = keyword.end_byte
    for part in parts[1:]:
        if part.type == "revert_arguments":
            end = part.end_byte
            arguments, names = call_arguments(reader, reader.parts(part))
        elif part.type == "expression":
            end = part.end_byte
            inner = reader.parts(part)[0]
            thrown = reader.expression(part)
            if inner.type == "parenthesized_expression":
                arguments = (thrown,)
            elif inner.type == "tuple_expression":
                items = thrown.items if isinstance(thrown, TupleExpression) else (thrown,)
                arguments = tuple(item for item in items if item is not None)
            elif isinstance(thrown, Call):
                return Revert(node.start_byte, node.end_byte, thrown)
            else:
                function = thrown
    return Revert(node.start_byte, node.end_byte, Call(function.start, end, function, arguments, names))


STATEMENTS["assembly_statement"] = assembly


@lowers(STATEMENTS, "try_statement")
def _try(reader: Reader, node: Raw) -> Statement:
    parts = reader.parts(node)
    bodies = [part for part in parts if part.type == "block_statement"]
    return Try(
        node.start_byte,
        node.end_byte,
        reader.expression(parts[1]),
        variables(reader, (part for part in parts if part.type == "parameter")),
        block(reader, bodies[0]),
        tuple(_catch(reader, part) for part in parts if part.type == "catch_clause"),
    )


def _catch(reader: Reader, node: Raw) -> Catch:
    kind = ""
    parts = reader.parts(node)
    for part in parts:
        if part.type == "identifier":
            kind = reader.text(part)
    parameters = variables(reader, (part for part in parts if part.type == "parameter"))
    if not parts or parts[-1].type != "block_statement":
        raise Gap(node.start_byte, node.end_byte, f"catch without a body at line {reader.lines.line(node.start_byte)}")
    return Catch(node.start_byte, node.end_byte, kind, parameters, block(reader, parts[-1]))

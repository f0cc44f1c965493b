"""Expressions: operands, chains of suffixes (`a.b[c](d)`), and operators."""

from tree_sitter import Node as Raw

from assay.solidity.syntax.nodes import (
    ArrayLiteral,
    Call,
    ElementaryType,
    Expression,
    Identifier,
    Index,
    Literal,
    Member,
    New,
    Slice,
    TupleExpression,
    TypeExpression,
    Unary,
)
from assay.solidity.syntax.reader import DEPTH_LIMIT, EXPRESSIONS, Gap, Reader, lowers
from assay.solidity.syntax.repairs import (
    Operand,
    Operator,
    Options,
    Suffix,
    Token,
    associate,
    instantiated,
    split_old_options,
)

_SUFFIXES = frozenset(("member_expression", "array_access", "slice_access", "call_expression", "struct_expression"))
_OPERATIONS = frozenset(
    (
        "binary_expression",
        "unary_expression",
        "update_expression",
        "ternary_expression",
        "assignment_expression",
        "augmented_assignment_expression",
    )
)

# ── operands ────────────────────────────────────────────────────────────────────────────────────────────────


@lowers(EXPRESSIONS, "identifier")
def _identifier(reader: Reader, node: Raw) -> Expression:
    return Identifier(node.start_byte, node.end_byte, reader.text(node))


@lowers(EXPRESSIONS, "user_defined_type")
def _path(reader: Reader, node: Raw) -> Expression:
    start = node.start_byte
    first, *rest = (part for part in reader.parts(node) if part.type == "identifier")
    lowered: Expression = Identifier(first.start_byte, first.end_byte, reader.text(first))
    for part in rest:
        lowered = Member(start, part.end_byte, lowered, reader.text(part))
    return lowered


@lowers(EXPRESSIONS, "primitive_type")
def _type(reader: Reader, node: Raw) -> Expression:
    return TypeExpression(node.start_byte, node.end_byte, reader.type_name(node))


@lowers(EXPRESSIONS, "number_literal")
def _number(reader: Reader, node: Raw) -> Expression:
    end = node.end_byte
    unit = ""
    for part in reader.parts(node):
        if part.type == "number_unit":
            end, unit = part.start_byte, reader.text(part)
    text = reader.data[node.start_byte : end].decode("utf-8", "replace")
    if unit:
        text = text.split("/", 1)[0].rstrip()
    return Literal(node.start_byte, node.end_byte, "number", text.replace("_", ""), unit)


@lowers(EXPRESSIONS, "boolean_literal", "true", "false")
def _boolean(reader: Reader, node: Raw) -> Expression:
    return Literal(node.start_byte, node.end_byte, "bool", reader.text(node))


@lowers(EXPRESSIONS, "string_literal")
def _string(reader: Reader, node: Raw) -> Expression:
    text = "".join(reader.text(part)[1:-1] for part in reader.parts(node))
    return Literal(node.start_byte, node.end_byte, "string", text)


@lowers(EXPRESSIONS, "hex_string_literal", "unicode_string_literal")
def _prefixed_string(reader: Reader, node: Raw) -> Expression:
    kind = "hex" if node.type == "hex_string_literal" else "unicode"
    text = quoted(reader, node)
    return Literal(node.start_byte, node.end_byte, kind, text.replace("_", "") if kind == "hex" else text)


def quoted(reader: Reader, node: Raw) -> str:
    """What stands between each pair of quotes among the node's children, joined."""
    quotes = [part for part in reader.parts(node) if part.type in ('"', "'")]
    pieces = (reader.data[a.end_byte : b.start_byte] for a, b in zip(quotes[::2], quotes[1::2], strict=False))
    return b"".join(pieces).decode("utf-8", "replace")


@lowers(EXPRESSIONS, "tuple_expression")
def _tuple(reader: Reader, node: Raw) -> Expression:
    items: list[Expression | None] = [None]
    for part in reader.parts(node)[1:-1]:
        if part.type == ",":
            items.append(None)
        else:
            items[-1] = reader.expression(part)
    if len(items) == 1:
        # One expression in parentheses is that expression; `()` is the empty tuple.
        return items[0] if items[0] is not None else TupleExpression(node.start_byte, node.end_byte, ())
    return TupleExpression(node.start_byte, node.end_byte, tuple(items))


@lowers(EXPRESSIONS, "inline_array_expression")
def _array(reader: Reader, node: Raw) -> Expression:
    items = tuple(reader.expression(part) for part in reader.parts(node) if part.type == "expression")
    return ArrayLiteral(node.start_byte, node.end_byte, items)


@lowers(EXPRESSIONS, "new_expression")
def _new(reader: Reader, node: Raw) -> Expression:
    parts = reader.parts(node)
    new = New(node.start_byte, parts[1].end_byte, reader.type_name(parts[1]))
    if len(parts) == 2:
        return new
    arguments, names = call_arguments(reader, parts[2:])
    return Call(node.start_byte, node.end_byte, new, arguments, names)


@lowers(EXPRESSIONS, "type_cast_expression")
def _cast(reader: Reader, node: Raw) -> Expression:
    parts = reader.parts(node)
    arguments, names = call_arguments(reader, parts[1:])
    return Call(node.start_byte, node.end_byte, _type(reader, parts[0]), arguments, names)


@lowers(EXPRESSIONS, "payable_conversion_expression")
def _payable(reader: Reader, node: Raw) -> Expression:
    parts = reader.parts(node)
    start, end = parts[0].start_byte, parts[0].end_byte
    payable = TypeExpression(start, end, ElementaryType(start, end, "address payable"))
    arguments, names = call_arguments(reader, parts[1:])
    return Call(node.start_byte, node.end_byte, payable, arguments, names)


@lowers(EXPRESSIONS, "meta_type_expression")
def _meta(reader: Reader, node: Raw) -> Expression:
    parts = reader.parts(node)
    keyword, of = parts[0], parts[2]
    operand = TypeExpression(of.start_byte, of.end_byte, reader.type_name(of))
    function = Identifier(keyword.start_byte, keyword.end_byte, "type")
    return Call(node.start_byte, node.end_byte, function, (operand,))


# ── suffixes ────────────────────────────────────────────────────────────────────────────────────────────────


def call_arguments(reader: Reader, parts: list[Raw]) -> tuple[tuple[Expression, ...], tuple[str, ...]]:
    """The arguments among these nodes, and their names when they have some; raises `Gap`."""
    arguments: list[Expression] = []
    names: list[str] = []
    for part in parts:
        if part.type != "call_argument":
            continue
        inner = reader.parts(part)
        if inner[0].type == "expression":
            arguments.append(reader.expression(inner[0]))
            continue
        for named in inner:
            if named.type == "call_struct_argument":
                name, _, value = reader.parts(named)
                names.append(reader.text(name))
                arguments.append(reader.expression(value))
    return tuple(arguments), tuple(names) if len(names) == len(arguments) else ()


def _bare(reader: Reader, node: Raw) -> Raw:
    while node.type == "expression":
        node = reader.parts(node)[0]
    return node


def _call_options_inside(reader: Reader, node: Raw) -> Raw | None:
    """`(f{value: 1})`: the part in parentheses, if it is a function with options."""
    while node.type in ("parenthesized_expression", "expression"):
        node = reader.parts(node)[1 if node.type == "parenthesized_expression" else 0]
    return node if node.type == "struct_expression" else None


@lowers(EXPRESSIONS, *sorted(_SUFFIXES))
def _chain(reader: Reader, node: Raw) -> Expression:
    """Walks down to the operand and back up, so that `a.b.c.d` costs no recursion."""
    links: list[Raw] = []
    base = node
    while True:
        if base.type in _SUFFIXES:
            links.append(base)
            base = _bare(reader, reader.parts(base)[0])
        elif base.type == "parenthesized_expression" and links[-1].type == "call_expression":
            inside = _call_options_inside(reader, base)
            if inside is None:
                break
            base = inside
        else:
            break
    if base.type in _OPERATIONS:
        return _operation(reader, node)
    _allow(reader, node, len(links) - 1)
    links.reverse()
    lowered = reader.expression(base)
    if base.type == "new_expression":
        lowered, links = _instantiated(reader, links, lowered)
    return _apply(reader, links, lowered, base.start_byte)


def _allow(reader: Reader, node: Raw, levels: int) -> None:
    """Count levels that are built without recursion; `Reader.expression` takes them off again."""
    reader.depth += levels
    if reader.depth > DEPTH_LIMIT:
        raise reader.too_deep(node)


def _instantiated(reader: Reader, links: list[Raw], lowered: Expression) -> tuple[Expression, list[Raw]]:
    """Give `new A` the `.B[]` that the grammar leaves behind it; the links that remain are those of the object."""
    for taken, link in enumerate(links):
        if link.type not in ("member_expression", "array_access"):
            return lowered, links[taken:]
        parts = reader.parts(link)
        extended = _extended(reader, link.type, parts, lowered, lowered.start, link.end_byte)
        lowered = instantiated(lowered, extended)
    return lowered, []


def _apply(reader: Reader, links: list[Raw], lowered: Expression, start: int) -> Expression:
    """The suffixes, innermost first, put behind an operand."""
    options: Options = ()
    for link in links:
        kind = link.type
        parts = reader.parts(link)
        end = link.end_byte
        if kind == "struct_expression":
            options += _call_options(reader, parts)
            continue
        if kind == "call_expression":
            arguments, names = call_arguments(reader, parts[1:])
            function, old = split_old_options(lowered)
            lowered = Call(start, end, function, arguments, names, old + options)
            options = ()
            continue
        if options:
            raise Gap(start, end, f"call options without a call at line {reader.lines.line(start)}")
        lowered = _extended(reader, kind, parts, lowered, start, end)
    if options:
        raise Gap(start, links[-1].end_byte, f"call options without a call at line {reader.lines.line(start)}")
    return lowered


def _extended(reader: Reader, kind: str, parts: list[Raw], base: Expression, start: int, end: int) -> Expression:
    if kind == "member_expression":
        return Member(start, end, base, reader.text(parts[2]))
    if kind == "array_access":
        return Index(start, end, base, reader.expression(parts[2]) if len(parts) == 4 else None)
    low = high = None
    after = False
    for part in parts[2:-1]:
        if part.type == ":":
            after = True
        elif after:
            high = reader.expression(part)
        else:
            low = reader.expression(part)
    return Slice(start, end, base, low, high)


def _call_options(reader: Reader, parts: list[Raw]) -> Options:
    options: list[tuple[str, Expression]] = []
    for part in parts[1:]:
        if part.type == "struct_field_assignment":
            name, _, value = reader.parts(part)
            options.append((reader.text(name), reader.expression(value)))
    return tuple(options)


# ── operators ───────────────────────────────────────────────────────────────────────────────────────────────


@lowers(EXPRESSIONS, *sorted(_OPERATIONS))
def _operation(reader: Reader, node: Raw) -> Expression:
    """All operators that no parentheses keep apart are taken as one row of tokens and grouped anew."""
    tokens: list[Token] = []
    work: list[Raw | Token] = [node]
    outermost = True
    while work:
        item = work.pop()
        if not isinstance(item, Raw):
            tokens.append(item)
            continue
        bare = _bare(reader, item)
        row = _row(reader, bare)
        if row is None:
            tokens.append(Operand(item.start_byte, item.end_byte, reader.expression(bare)))
        else:
            _allow(reader, node, 0 if outermost else 1)
            outermost = False
            work.extend(reversed(row))
    return associate(tokens).node


def _row(reader: Reader, node: Raw) -> list[Raw | Token] | None:
    """The node's operands and operators from left to right; None when it is an operand itself."""
    kind = node.type
    if kind in _SUFFIXES:
        return _suffix_row(reader, node)
    if kind not in _OPERATIONS:
        return None
    parts = reader.parts(node)
    if kind == "ternary_expression":
        question = Operator("?", "?", parts[1].start_byte)
        colon = Operator(":", ":", parts[3].start_byte)
        return [parts[0], question, parts[2], colon, parts[4]]
    if len(parts) == 2:
        first, second = parts
        if first.type == "expression":
            return [first, _postfix(second)]
        return [Operator("prefix", first.type, first.start_byte), second]
    middle = parts[1]
    return [
        parts[0],
        Operator("binary" if kind == "binary_expression" else "assign", middle.type, middle.start_byte),
        parts[2],
    ]


def _postfix(token: Raw) -> Suffix:
    end, text = token.end_byte, token.type
    return Suffix(end, lambda operand, start: Unary(start, end, text, operand, False))


def _suffix_row(reader: Reader, node: Raw) -> list[Raw | Token] | None:
    """`(!a)[i].b`, as the grammar has it, is the row `!a`, `[i].b`; None when no operator is at the bottom."""
    links: list[Raw] = []
    while node.type in _SUFFIXES:
        links.append(node)
        node = _bare(reader, reader.parts(node)[0])
    if node.type not in _OPERATIONS:
        return None
    end = links[0].end_byte
    links.reverse()
    return [node, Suffix(end, lambda operand, start: _apply(reader, links, operand, start))]

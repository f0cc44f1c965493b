"""Each thing the grammar gets wrong, right in our tree."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assay.solidity.syntax import parse
from assay.solidity.syntax.nodes import Binary, Index, Unary
from assay.solidity.syntax.repairs import close_placeholders, drop_unary_plus
from assay.testing.trees import everything, expression, shape, statement, statements, unit

# docs.soliditylang.org, "Order of precedence of operators" (0.8): rows 3 to 13, tightest first.
PUBLISHED = [
    ["**"],
    ["*", "/", "%"],
    ["+", "-"],
    ["<<", ">>"],
    ["&"],
    ["^"],
    ["|"],
    ["<", ">", "<=", ">="],
    ["==", "!="],
    ["&&"],
    ["||"],
]
ROW = {operator: row for row, operators in enumerate(PUBLISHED) for operator in operators}
BINARY = list(ROW)
ASSIGNMENT = ["=", "|=", "^=", "&=", "<<=", ">>=", "+=", "-=", "*=", "/=", "%="]


@pytest.mark.parametrize("first", BINARY)
def test_two_operators_group_as_the_published_table_says(first: str) -> None:
    pairs = "".join(f"a {first} b {second} c;" for second in BINARY)
    expected = [
        f"(Binary {second} (Binary {first} a b) c)"
        if ROW[first] < ROW[second] or (ROW[first] == ROW[second] and first != "**")
        else f"(Binary {first} a (Binary {second} b c))"
        for second in BINARY
    ]
    assert [shape(read) for read in statements(pairs)] == [f"(Evaluate {each})" for each in expected]


def _grouped(operands: list[str], operators: list[str]) -> str:
    """The table, applied by splitting at the operator that binds loosest: last one if left-associative."""
    if not operators:
        return operands[0]
    loosest = max(ROW[operator] for operator in operators)
    places = [at for at, operator in enumerate(operators) if ROW[operator] == loosest]
    at = places[0] if operators[places[0]] == "**" else places[-1]
    left = _grouped(operands[: at + 1], operators[:at])
    return f"(Binary {operators[at]} {left} {_grouped(operands[at + 1 :], operators[at + 1 :])})"


@given(st.lists(st.sampled_from(BINARY), min_size=1, max_size=8))
def test_any_row_of_operators_groups_as_the_published_table_says(operators: list[str]) -> None:
    operands = [f"x{at}" for at in range(len(operators) + 1)]
    source = operands[0] + "".join(f" {op} {operand}" for op, operand in zip(operators, operands[1:], strict=True))
    assert expression(source) == _grouped(operands, operators)


@given(st.lists(st.sampled_from(BINARY), min_size=2, max_size=5), st.data())
def test_parentheses_are_never_regrouped(operators: list[str], data: st.DataObject) -> None:
    source, expected = "x", "x"
    for operator in operators:
        if data.draw(st.booleans()):
            source, expected = f"({source}) {operator} y", f"(Binary {operator} {expected} y)"
        else:
            source, expected = f"y {operator} ({source})", f"(Binary {operator} y {expected})"
    assert expression(source) == expected


@pytest.mark.parametrize("assign", ASSIGNMENT)
@pytest.mark.parametrize("assign_too", ASSIGNMENT)
def test_assignments_group_to_the_right(assign: str, assign_too: str) -> None:
    assert expression(f"a {assign} b {assign_too} c") == f"(Assignment {assign} a (Assignment {assign_too} b c))"


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("a ? b : c ? d : e", "(Conditional a b (Conditional c d e))"),
        ("a ? b ? c : d : e", "(Conditional a (Conditional b c d) e)"),
        ("a ? b : c ? d : e ? f : g", "(Conditional a b (Conditional c d (Conditional e f g)))"),
        ("(a ? b : c) ? d : e", "(Conditional (Conditional a b c) d e)"),
        ("a ? b : c = d", "(Conditional a b (Assignment = c d))"),
        ("a ? b = c : d", "(Conditional a (Assignment = b c) d)"),
        ("a = b ? c : d", "(Assignment = a (Conditional b c d))"),
        ("a || b ? c + d : e && f", "(Conditional (Binary || a b) (Binary + c d) (Binary && e f))"),
    ],
)
def test_ternaries_group_to_the_right_on_one_level_with_assignments(source: str, expected: str) -> None:
    assert expression(source) == expected


@pytest.mark.parametrize("prefix", ["!", "~", "-", "++", "--", "delete"])
@pytest.mark.parametrize(
    ("suffixed", "inner"),
    [
        ("a[i]", "(Index a i)"),
        ("a.b", "(Member a b)"),
        ("a(c)", "(Call a [c])"),
        ("a.b(c)[d].e", "(Member (Index (Call (Member a b) [c]) d) e)"),
        ("a[i:j]", "(Slice a i j)"),
        ("a{value: v}(c)", "(Call a [c] [[value v]])"),
        ("a.call.value(v)(c)", "(Call (Member a call) [c] [[value v]])"),
    ],
)
def test_a_suffix_binds_tighter_than_a_prefix(prefix: str, suffixed: str, inner: str) -> None:
    assert expression(f"{prefix} {suffixed}") == f"(Unary {prefix} {inner} prefix)"
    assert expression(f"x + {prefix} {suffixed} * y") == f"(Binary + x (Binary * (Unary {prefix} {inner} prefix) y))"


@pytest.mark.parametrize(("prefix", "operator"), list(itertools.product(["!", "~", "-"], BINARY)))
def test_a_prefix_binds_tighter_than_any_binary_operator(prefix: str, operator: str) -> None:
    assert expression(f"{prefix}a {operator} {prefix}b") == (
        f"(Binary {operator} (Unary {prefix} a prefix) (Unary {prefix} b prefix))"
    )


def test_prefixes_stack_and_a_postfix_binds_first() -> None:
    assert expression("!-~a++") == "(Unary ! (Unary - (Unary ~ (Unary ++ a) prefix) prefix) prefix)"


def test_regrouped_nodes_span_their_text_with_its_parentheses() -> None:
    source = "contract C { function f() { return !(a)[i] ** (b + c) ** d; } }"
    nodes = [node for node in everything(unit(source)) if isinstance(node, (Binary, Unary, Index))]
    texts = {shape(node): source[node.start : node.end] for node in nodes}
    assert texts == {
        "(Binary ** (Unary ! (Index a i) prefix) (Binary ** (Binary + b c) d))": "!(a)[i] ** (b + c) ** d",
        "(Unary ! (Index a i) prefix)": "!(a)[i]",
        "(Index a i)": "(a)[i]",
        "(Binary ** (Binary + b c) d)": "(b + c) ** d",
        "(Binary + b c)": "b + c",
    }


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("f.value(v)(x)", "f{value: v}(x)"),
        ("f.gas(g)()", "f{gas: g}()"),
        ("a.f.value(v).gas(g)(x, y)", "a.f{value: v, gas: g}(x, y)"),
        ("a.f.gas(g).value(v)({p: 1})", "a.f{gas: g}{value: v}({p: 1})"),
        ("(new C).value(v)(x)", "(new C){value: v}(x)"),
        ("new C.value(v)", "(new C.value)(v)"),
        ("(f{value: v})(x)", "f{value: v}(x)"),
    ],
)
def test_call_options_are_the_same_however_they_are_written(old: str, new: str) -> None:
    assert expression(old) == expression(new)


def test_call_options_keep_their_order() -> None:
    assert expression("f.value(v).gas(g)(x)") == "(Call f [x] [[value v] [gas g]])"
    assert expression("new C{value: v, salt: s}(x)") == "(Call (New (UserType [C])) [x] [[value v] [salt s]])"


def test_a_plain_call_of_value_has_no_options() -> None:
    assert expression("oracle.value(x)") == "(Call (Member oracle value) [x])"
    assert expression("oracle.value(x).price(y)") == "(Call (Member (Call (Member oracle value) [x]) price) [y])"


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("new A.B(1)", "(Call (New (UserType [A B])) [1])"),
        ("new A.B{salt: s}()", "(Call (New (UserType [A B])) [[salt s]])"),
        ("new A.B[](3)", "(Call (New (ArrayType (UserType [A B]) -)) [3])"),
        ("new A[][](3)", "(Call (New (ArrayType (ArrayType (UserType [A]) -) -)) [3])"),
        ("new uint[](3)", "(Call (New (ArrayType (ElementaryType uint256) -)) [3])"),
        ("new A.B[2][](3)", "(Call (New (ArrayType (ArrayType (UserType [A B]) 2) -)) [3])"),
        ("new A.B(1).c[0]", "(Index (Member (Call (New (UserType [A B])) [1]) c) 0)"),
        ("(new A).b", "(Member (New (UserType [A])) b)"),
    ],
)
def test_the_path_and_brackets_behind_new_belong_to_the_type(source: str, expected: str) -> None:
    assert expression(source) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("throw;", "(Revert -)"),
        ("_;", "(Placeholder)"),
        ("revert();", "(Revert (Call revert))"),
        ("revert('no');", "(Revert (Call revert [string'no']))"),
        ("revert(a.b(c));", "(Revert (Call revert [(Call (Member a b) [c])]))"),
        ("revert E();", "(Revert (Call E))"),
        ("revert L.E(a, 1);", "(Revert (Call (Member L E) [a 1]))"),
        ("revert E({a: 1, b: c});", "(Revert (Call E [1 c] [a b]))"),
        ("now;", "(Evaluate now)"),
    ],
)
def test_throw_placeholder_and_revert_are_statements(source: str, expected: str) -> None:
    assert statement(source) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("_", "[(Placeholder)]"),
        ("a; _ ", "[(Evaluate a) (Placeholder)]"),
        ("_ a();", "[(Placeholder) (Evaluate (Call a))]"),
        ("_ a;", "[(Placeholder) (Evaluate a)]"),
        (
            "l = true; _ l = false;",
            "[(Evaluate (Assignment = l true)) (Placeholder) (Evaluate (Assignment = l false))]",
        ),
        ("if (a) _ ", "[(If a (Placeholder) -)]"),
        ("_ // then\n b;", "[(Placeholder) (Evaluate b)]"),
        ("_ /* kept */ ;", "[(Placeholder)]"),
        ("s = ' _ x'; _;", "[(Evaluate (Assignment = s string' _ x')) (Placeholder)]"),
    ],
)
def test_a_placeholder_needs_no_semicolon(body: str, expected: str) -> None:
    read = unit(f"contract C {{ modifier m {{{body}}} function g() m {{}} }}")
    block = read.contracts[0].functions[0].body
    assert block is not None
    assert (shape(block.statements), read.problems) == (expected, ())


@given(st.text(alphabet="_ ;a\n}{/", max_size=30))
def test_closing_placeholders_moves_no_offset(text: str) -> None:
    assert len(close_placeholders(text.encode())) == len(text)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("let a, b := f()", "(YulLet [a b] (YulCall f))"),
        ("let a, b, c := f(1)", "(YulLet [a b c] (YulCall f [1]))"),
        ("let a, b", "(YulLet [a b] -)"),
        ("a, b := f()", "(YulAssign [a b] (YulCall f))"),
        ("a, b.slot, c := f()", "(YulAssign [a b.slot c] (YulCall f))"),
        ("let a /* x */ , b := f()", "(YulLet [a b] (YulCall f))"),
    ],
)
def test_yul_lists_of_names_stay_together(source: str, expected: str) -> None:
    assert statement(f"assembly {{ {source} x := 1 }}") == f"(Assembly (YulBlock [{expected} (YulAssign [x] 1)]))"


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("uint", "uint256"),
        ("int", "int256"),
        ("byte", "bytes1"),
        ("address  payable", "address payable"),
        ("address /* note */ payable", "address payable"),
        ("uint8", "uint8"),
        ("bytes", "bytes"),
        ("ufixed", "ufixed128x18"),
    ],
)
def test_elementary_types_have_one_name(written: str, name: str) -> None:
    assert statement(f"{written} x;") == f"(Declaration [(Variable x (ElementaryType {name}))] -)"


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("'a' \"b\"\n'c'", "string'abc'"),
        ("hex'00_ff' hex\"aa\"", "hex'00ffaa'"),
        ("unicode'é' unicode\"è\"", "unicode'éè'"),
        ("1_000.5e1_0 /* about */ ether", "1000.5e10 ether"),
        ("((((a))))", "a"),
        ("(uint)", "(TypeExpression (ElementaryType uint256))"),
    ],
)
def test_literals_are_joined_and_parentheses_dropped(source: str, expected: str) -> None:
    assert expression(source) == expected


@pytest.mark.parametrize("written", ["x =+ 1;", "x = + y;", "x =+y;", "uint z =+ 1;"])
def test_a_unary_plus_is_left_out(written: str) -> None:
    source = f"contract C {{ uint x; uint y; function f() public {{ {written} }} }}"
    assert parse("C.sol", source.encode()).problems == ()


@given(st.text(alphabet="=+- a1(\n", max_size=40))
def test_dropping_a_unary_plus_moves_no_offset(text: str) -> None:
    assert len(drop_unary_plus(text.encode())) == len(text)

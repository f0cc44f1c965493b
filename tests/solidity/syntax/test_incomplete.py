"""What can't be read is told, where it stands; the rest is read."""

import msgspec
import pytest

from assay.solidity.syntax import parse
from assay.solidity.syntax.nodes import SourceUnit
from assay.testing.trees import shape, unit


def functions(read: SourceUnit) -> list[tuple[str, str, str]]:
    """Contract, function and its problem."""
    return [(each.name, f.name, f.problem) for each in read.contracts for f in each.functions]


def problems(read: SourceUnit, source: str) -> list[tuple[str, str]]:
    """The text of each problem's span, and what is said about it."""
    return [(source[each.start : each.end], each.because) for each in read.problems]


def test_an_unreadable_expression_leaves_the_rest_of_its_function() -> None:
    source = "contract C {\n function f() { a; b = c(; d; }\n function g() { e; }\n}"
    read = unit(source)
    why = read.problems[0].because
    assert "line 2" in why
    assert functions(read) == [("C", "f", why), ("C", "g", "")]
    assert "(Evaluate a)" in shape(read)
    assert "(Evaluate e)" in shape(read)


@pytest.mark.parametrize(
    ("source", "expected", "told"),
    [
        (
            "contract C { function f() { return x } function g() {} }",
            [("C", "f", "`;` is missing at line 1"), ("C", "g", "")],
            [("", "`;` is missing at line 1")],
        ),
        (
            "contract C { function f( { a; } uint x; } contract D { function g() {} }",
            [("C", "f", "`)` is missing at line 1"), ("D", "g", "")],
            [("", "`)` is missing at line 1")],
        ),
        (
            "contract C { function f() {} } } contract D { function g() {} }",
            [("C", "f", ""), ("D", "g", "")],
            [("}", "unexpected `}` at line 1")],
        ),
        (
            "contract C { function f() {} ",
            [("C", "f", "")],
            [("", "`}` is missing at line 1")],
        ),
        (
            "contract C { uint transient; function f() {} }",
            [("C", "f", "")],
            [("uint transient;", "unexpected `uint transient;` at line 1")],
        ),
    ],
)
def test_errors_between_functions(
    source: str, expected: list[tuple[str, str, str]], told: list[tuple[str, str]]
) -> None:
    read = unit(source)
    assert (functions(read), problems(read, source)) == (expected, told)


def test_a_function_that_is_never_closed_is_a_named_gap() -> None:
    read = unit("contract C { function f() { a; function g() { b; }")
    assert functions(read)[0] == ("C", "f", "the function at line 1 can't be read whole")


def test_a_struct_named_error_and_its_use_do_not_stop_the_file() -> None:
    source = "contract C { struct error { uint a; } error public e; function f() {} }"
    assert functions(unit(source))[-1] == ("C", "f", "")


@pytest.mark.parametrize("text", ["hello, this is no code", "{}", "PK\x03\x04 \x01", "}" * 50, "<html></html>"])
def test_what_is_no_solidity_has_one_problem(text: str) -> None:
    assert [each.because for each in unit(text).problems] == ["this is not Solidity"]


def test_bytes_that_are_not_utf8_are_told_and_the_rest_is_read() -> None:
    read = parse("a.sol", b"contract C {\n string s = '\xff'; function f() {} }")
    assert read.problems[0].because == "not UTF-8 at byte 26 (line 2)"
    assert functions(read) == [("C", "f", "")]


def test_call_options_without_a_call_are_a_gap() -> None:
    read = unit("contract C { function f() { g{value: 1}; } }")
    assert functions(read) == [("C", "f", "call options without a call at line 1")]


@pytest.mark.parametrize("source", ["1 2 add", "dup1", "here: jump(here)", "add"])
def test_stack_style_assembly_is_a_gap(source: str) -> None:
    read = unit(f"contract C {{ function f() {{ assembly {{ {source} }} }} }}")
    assert read.problems
    assert read.contracts[0].functions[0].problem == read.problems[0].because


DEEP = {
    "calls": ("g(", "a", ")"),
    "parentheses in sums": ("(1 + ", "a", ")"),
    "indices": ("a[", "a", "]"),
    "indices under prefixes": ("!a[", "a", "]"),
    "calls under prefixes": ("x + !g(", "a", ")"),
    "prefixes": ("-", "a", ""),
    "powers": ("a ** ", "a", ""),
    "sums": ("a + ", "a", ""),
    "ternaries": ("a ? b : ", "a", ""),
    "assignments": ("a = ", "a", ""),
    "members": ("", "a", ".b"),
    "call chains": ("", "a", ".b()"),
    "tuples": ("(b, ", "a", ")"),
    "arrays": ("[", "a", "]"),
    "casts": ("uint(", "a", ")"),
}
DEEP_STATEMENTS = {
    "blocks": ("{", "", "}"),
    "ifs": ("if (a) ", "b;", ""),
    "else-ifs": ("if (a) b; else ", "b;", ""),
    "loops": ("for (;;) ", "b;", ""),
    "unchecked": ("unchecked {", "", "}"),
    "tries": ("try a.b() {", "", "} catch {}"),
    "mappings": ("mapping(a => ", "a", ") storage x;"),
    "array types": ("a", "[]", " memory x;"),
}
DEEP_YUL = {
    "yul blocks": ("{", "", "}"),
    "yul calls": ("f(", "1", ")"),
    "yul ifs": ("if 1 {", "", "}"),
    "yul functions": ("function f() {", "", "}"),
}
SHAPES = [(f"x = {a * 9000}{b}{c * 9000};", name) for name, (a, b, c) in DEEP.items()]
SHAPES += [(f"{a * 9000}{b}{c * 9000}", name) for name, (a, b, c) in list(DEEP_STATEMENTS.items())[:6]]
SHAPES += [(f"{'mapping(a => ' * 9000}a{')' * 9000} storage x;", "mappings"), (f"a{'[]' * 9000} memory x;", "arrays")]
SHAPES += [
    (f"assembly {{ {'y := ' if 'calls' in name else ''}{a * 9000}{b}{c * 9000} }}", name)
    for name, (a, b, c) in DEEP_YUL.items()
]


@pytest.mark.parametrize(("source", "name"), SHAPES, ids=[name for _, name in SHAPES])
def test_what_nests_too_deep_is_told_and_the_tree_stays_shallow(source: str, name: str) -> None:
    # The depth a caller may have used up already: a test runner, a command line, a child process.
    def deeper(frames: int) -> SourceUnit:
        return deeper(frames - 1) if frames else unit(f"contract C {{ function f() {{ {source} }} function g() {{}} }}")

    read = deeper(250)
    assert functions(read) == [("C", "f", "nested deeper than 128 levels at line 1"), ("C", "g", "")]
    packed = msgspec.msgpack.encode(read)
    assert msgspec.msgpack.encode(msgspec.msgpack.decode(packed, type=SourceUnit)) == packed


def test_parentheses_alone_do_not_count_as_nesting() -> None:
    read = unit(f"contract C {{ function f() {{ x = {'(' * 9000}a{')' * 9000}; }} }}")
    assert read.problems == ()
    assert "(Assignment = x a)" in shape(read)

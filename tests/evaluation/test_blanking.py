"""Comments are blanked, and nothing else moves."""

import re

from hypothesis import given
from hypothesis import strategies as st

from assay.evaluation.blanking import code_lines, without_comments

pieces = st.sampled_from(
    ["//", "/*", "*/", '"', "'", "\\", "\n", "\r\n", "\t", " ", "x", "<yes> <report>", "é", "\u2028", "\x00", "*", "/"]
)
sources = st.lists(pieces, max_size=40).map(lambda chosen: "".join(chosen).encode())


@given(sources | st.binary(max_size=80))
def test_every_byte_keeps_its_offset_and_every_line_its_number(source: bytes) -> None:
    blanked = without_comments(source)
    assert len(blanked) == len(source)
    assert [at for at, byte in enumerate(blanked) if byte in b"\r\n"] == [
        at for at, byte in enumerate(source) if byte in b"\r\n"
    ]
    assert all(after in (before, ord(" ")) for before, after in zip(source, blanked, strict=True))


@given(sources | st.binary(max_size=80))
def test_blanking_twice_changes_nothing_more(source: bytes) -> None:
    assert without_comments(without_comments(source)) == without_comments(source)


@given(st.text(alphabet="ab*/\n\"' ", max_size=30))
def test_no_word_of_a_comment_is_left(words: str) -> None:
    inside = words.replace("*/", "")
    source = f"a; /*SECRET {inside}SECRET*/ b; // SECRET".encode()
    if "*/" not in inside and not inside.endswith("*"):
        assert re.sub(rb"\s+", b" ", without_comments(source)).strip() == b"a; b;"


def test_a_give_away_is_gone_and_the_string_that_looks_like_one_stays() -> None:
    source = (
        b"// <yes> <report> REENTRANCY\ns = \"// not a comment /*\"; t = '\\'//'; /* @vulnerable_at_lines: 3\n*/ u;\n"
    )
    blanked = b"                            \n" + b"s = \"// not a comment /*\"; t = '\\'//';"
    blanked += b" " * len(b" /* @vulnerable_at_lines: 3") + b"\n   u;\n"
    assert without_comments(source) == blanked


def test_a_string_that_is_never_closed_ends_with_its_line() -> None:
    assert without_comments(b'a = "oops // text\nb; // gone') == b'a = "oops // text\nb;        '


def test_a_comment_that_is_never_closed_ends_with_the_file() -> None:
    assert without_comments(b"a; /* b\nc") == b"a;     \n "


def test_code_lines_are_those_with_code_on_them() -> None:
    assert code_lines(b"// a\n\ncontract A { // b\n/* c\n d */ }\n") == 2


def test_a_megabyte_of_openings_takes_no_time_to_speak_of() -> None:
    for hostile in (b"/*" * 500_000, b"//" * 500_000, b'"' * 1_000_000, b"/" * 1_000_000, b"'\\" * 500_000):
        assert len(without_comments(hostile)) == len(hostile)

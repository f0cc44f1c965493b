"""Text is cut into comments and tokens in one pass, whatever it holds."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assay.engine.lexical import Comment, comments, tokens

CASES = {
    b"a+=b;": [b"a", b"+", b"=", b"b", b";"],
    b"f(\"a // b /* c\", 'd')": [b"f", b"(", b'"a // b /* c"', b",", b"'d'", b")"],
    b'"a\\"b" c': [b'"a\\"b"', b"c"],
    b'"open\nnext': [b'"open', b"next"],
    b"a/*b*/c//d\ne": [b"a", b"c", b"e"],
    b"a /* open": [b"a"],
    b"/**/x/***/y": [b"x", b"y"],
    "größe = 1".encode(): ["größe".encode(), b"=", b"1"],
}


@pytest.mark.parametrize(("text", "expected"), CASES.items())
def test_tokens_leave_out_comments_and_white_space(text: bytes, expected: list[bytes]) -> None:
    assert list(tokens(text)) == expected


@given(st.binary())
def test_every_byte_is_in_a_token_a_comment_or_white_space(text: bytes) -> None:
    joined = b"".join(tokens(text))
    assert len(joined) <= len(text)
    if b"/" not in text:
        assert joined.translate(None, b" \t\r\n\f\v") == text.translate(None, b" \t\r\n\f\v")


def test_a_comment_speaks_of_its_line_or_of_the_next_that_has_code() -> None:
    text = b"""\
a; // hey: one
// hey: two

/* no */ // hey: three
/* hey: four */ b;
c; /* no
*/ // hey: five
/* hey:
   six */
"""
    assert comments(text, containing=b"hey:") == (
        Comment("// hey: one", 1, 1),
        Comment("// hey: two", 2, 5),
        Comment("// hey: three", 4, 5),
        Comment("/* hey: four */", 5, 5),
        Comment("// hey: five", 7, None),
        Comment("/* hey:\n   six */", 8, None),
    )


def test_a_string_is_no_comment() -> None:
    assert comments(b'x = "// hey: no";', containing=b"hey:") == ()


@pytest.mark.parametrize(
    "bomb",
    [b"/*" * 200_000, b"/*" + b"*" * 400_000, b'"\\' * 200_000, b"/" * 400_000, b"'" * 400_000, b"//\r" * 100_000],
)
def test_bombs_take_linear_time(bomb: bytes) -> None:
    began = time.process_time()
    list(tokens(bomb))
    comments(bomb + b"hey:", containing=b"hey:")
    assert time.process_time() - began < 3

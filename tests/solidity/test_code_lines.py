"""Lines that hold code."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assay.solidity.code_lines import count_code_lines


@pytest.mark.parametrize(
    ("source", "lines"),
    [
        (b"", 0),
        (b"\n  \n\t\r\n", 0),
        (b"a;\n\nb;\n", 2),
        (b"// a\na; // b\n/// c\n", 1),
        (b"/* a\n b\n*/ c;\n", 1),
        (b"a; /* b\n */ c;\n", 2),
        (b"/* never closed\n a;\n", 0),
        (b'x = "// no comment";\ny;', 2),
        (b"x = '/*';\ny; // '*/\n", 2),
        (b'x = "a\\"/*";\ny;\n', 2),
        (b'x = "open\n/* c */\ny;', 2),
        (b"a / b;\n", 1),
        (b"a;\rb;\r\nc;", 3),
    ],
)
def test_blank_lines_and_comments_are_no_code(source: bytes, lines: int) -> None:
    assert count_code_lines(source) == lines


@given(st.text(alphabet="/*\"'\\\n\r a").map(str.encode))
def test_never_more_than_the_lines_there_are(source: bytes) -> None:
    assert 0 <= count_code_lines(source) <= len(source.splitlines())


@pytest.mark.parametrize("piece", [b"/*", b"//", b'"', b"'\\", b'"\\"', b"/*/", b"*/", b"\\"])
def test_hostile_text_takes_linear_time(piece: bytes) -> None:
    started = time.process_time()
    count_code_lines(piece * (1_000_000 // len(piece)))
    assert time.process_time() - started < 3

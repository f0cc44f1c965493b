"""Offsets to lines and columns."""

import hashlib

from hypothesis import given
from hypothesis import strategies as st

from assay.core.evidence import SourceSpan
from assay.solidity.syntax import LineIndex, span


@given(st.text(alphabet=st.sampled_from("aé\U0001f600\n\r \u2028"), max_size=40), st.data())
def test_a_position_counts_breaks_and_code_points_before_it(text: str, data: st.DataObject) -> None:
    cut = data.draw(st.integers(0, len(text)))
    before = text[:cut]
    if before.endswith("\r") and text[cut : cut + 1] == "\n":
        return  # between the two halves of one break there is no position to speak of
    lines = before.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    assert LineIndex(text.encode()).position(len(before.encode())) == (len(lines), len(lines[-1]) + 1)


@given(st.binary(max_size=40), st.integers(-5, 60))
def test_a_position_exists_for_any_bytes_and_offset(data: bytes, offset: int) -> None:
    line, column = LineIndex(data).position(offset)
    assert line >= 1
    assert column >= 1


def test_a_span_carries_its_place_and_the_digest_of_its_text() -> None:
    data = "é = 1;\r\nb = 'é';\n".encode()
    start, end = data.index(b"b"), data.index(b";\n") + 1
    assert span("a.sol", data, start, end) == SourceSpan(
        path="a.sol",
        start=9,
        end=18,
        line=2,
        column=1,
        end_line=2,
        end_column=9,
        digest="sha256:" + hashlib.sha256("b = 'é';".encode()).hexdigest(),
    )

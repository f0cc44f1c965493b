"""Source text cut into comments and tokens: all that suppressions and fingerprints need to know of a language.

Works on bytes, so that offsets are those of spans; one pass, linear, whatever the text.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

# Possessive and lazy on purpose: nothing is ever tried twice, so that no text takes more than linear time.
_PIECE = re.compile(
    rb"""
      (?P<comment> //[^\r\n]*+ | /\*.*?(?:\*/|\Z) )
    | (?P<token>
          "(?:[^"\\\r\n]++|\\.)*+"?+ | '(?:[^'\\\r\n]++|\\.)*+'?+
        | [A-Za-z0-9_$\x80-\xff]++
        | \S
      )
    """,
    re.VERBOSE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment, and which line of code it speaks of."""

    text: str
    line: int
    """Where it starts, from 1."""
    speaks_of: int | None
    """Its own line when code stands before it there, else the next line that has code; None at the end of a file."""


def tokens(text: bytes) -> Iterator[bytes]:
    """Words, strings and single signs, in order, without comments and white space."""
    for piece in _PIECE.finditer(text):
        if piece.lastgroup == "token":
            yield piece.group()


def comments(text: bytes, *, containing: bytes) -> tuple[Comment, ...]:
    """The comments that contain something, in order."""
    if containing not in text:
        return ()
    starts = [0, *(match.end() for match in re.finditer(rb"\r\n|\n|\r", text))]
    found: list[Comment] = []
    waiting: list[tuple[str, int]] = []
    last_code_line = 0
    for piece in _PIECE.finditer(text):
        line = bisect_right(starts, piece.start())
        if piece.lastgroup == "token":
            found.extend(Comment(words, place, line) for words, place in waiting)
            waiting.clear()
            last_code_line = bisect_right(starts, piece.end() - 1)
        elif containing in piece.group():
            words = piece.group().decode("utf-8", errors="replace")
            if line == last_code_line:
                found.append(Comment(words, line, line))
            else:
                waiting.append((words, line))
    found.extend(Comment(words, place, None) for words, place in waiting)
    return tuple(sorted(found, key=lambda comment: comment.line))

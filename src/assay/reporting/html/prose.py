"""The little Markdown that rules are explained in, as pieces that a template can escape."""

import re
from dataclasses import dataclass

_SPAN = re.compile(r"`(?P<code>[^`\n]+)`|\*\*(?P<strong>[^*\n]+)\*\*|\*(?P<em>[^*\s][^*\n]*)\*")


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text in one element: `code`, `strong`, `em`, or none."""

    element: str
    text: str


def paragraphs(markdown: str) -> list[list[Piece]]:
    """Paragraphs of pieces. What is no code span or emphasis stays the text that it is."""
    blocks = re.split(r"\n[ \t]*\n", markdown.strip())
    return [_pieces(" ".join(block.split())) for block in blocks if block.strip()]


def _pieces(text: str) -> list[Piece]:
    made: list[Piece] = []
    end = 0
    for match in _SPAN.finditer(text):
        if match.start() > end:
            made.append(Piece("", text[end : match.start()]))
        element = str(match.lastgroup)
        made.append(Piece(element, match[element]))
        end = match.end()
    if end < len(text):
        made.append(Piece("", text[end:]))
    return made

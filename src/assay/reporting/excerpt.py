"""One line of code made fit to be shown: escaped, tabs expanded, and cut around the part that matters."""

from bisect import bisect_right
from dataclasses import dataclass

from assay.reporting.escaping import TAB_STOP, cells, visible_character

ELLIPSIS = "…"
_MARGIN = 400
"""Code points looked at on each side of the interesting part; keeps a line of a megabyte cheap."""


@dataclass(frozen=True, slots=True)
class ShownLine:
    """What is printed of a line, and where each of its code points went."""

    text: str
    first: int
    """Index of the first code point that is shown."""
    starts: tuple[int, ...]
    """Column in `text` of each shown code point, and of the end."""

    def cell(self, index: int) -> int:
        """The column (from 0) of the code point at `index` of the original line; clamped to what is shown."""
        return self.starts[min(max(index - self.first, 0), len(self.starts) - 1)]


def show_line(line: str, first: int, last: int, room: int) -> ShownLine:
    """`line` in at most `room` columns, with the code points from `first` on in view, up to `last` if they fit."""
    low, high = max(0, first - _MARGIN), max(first, min(last, first + _MARGIN)) + _MARGIN
    pieces, starts = _lay_out(line[low:high])
    cut_left, cut_right = low > 0, high < len(line)
    begin, end = 0, len(pieces)
    if starts[-1] > room or cut_left or cut_right:
        begin, end = _window(starts, first - low, last - low, room - 2)
        cut_left, cut_right = cut_left or begin > 0, cut_right or end < len(pieces)
    shift = len(ELLIPSIS) if cut_left else 0
    text = "".join((ELLIPSIS if cut_left else "", *pieces[begin:end], ELLIPSIS if cut_right else ""))
    return ShownLine(text, low + begin, tuple(start - starts[begin] + shift for start in starts[begin : end + 1]))


def _lay_out(text: str) -> tuple[list[str], list[int]]:
    pieces: list[str] = []
    starts = [0]
    for character in text:
        if character == "\t":
            piece = " " * (TAB_STOP - starts[-1] % TAB_STOP)
        else:
            piece = visible_character(character)
        pieces.append(piece)
        starts.append(starts[-1] + cells(piece))
    return pieces, starts


def _window(starts: list[int], first: int, last: int, room: int) -> tuple[int, int]:
    """The code points to show: from the start if `last` is still in view, else a quarter of the room before `first`."""
    first, last = (min(max(index, 0), len(starts) - 1) for index in (first, last))
    wanted = 0 if starts[last] <= room else max(0, starts[first] - room // 4)
    begin = bisect_right(starts, wanted - 1)
    end = max(begin, bisect_right(starts, starts[begin] + room) - 1)
    if end == len(starts) - 1:
        begin = bisect_right(starts, max(0, starts[end] - room) - 1)
    return begin, end

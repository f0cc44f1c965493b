"""From byte offsets, which the tree carries, to the lines and columns that people read."""

import bisect
import hashlib
import re

from assay.core.evidence import SourceSpan

_BREAK = re.compile(rb"\r\n|\n|\r")


class LineIndex:
    """Byte offset → line and column of one file; finds the line breaks when it is first asked."""

    __slots__ = ("_data", "_starts")

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._starts: list[int] | None = None

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column, from 1; the column counts code points, an undecodable byte as one.

        An offset past the end is taken as the end.
        """
        starts = self._starts
        if starts is None:
            starts = self._starts = [0, *(match.end() for match in _BREAK.finditer(self._data))]
        offset = max(0, min(offset, len(self._data)))
        line = bisect.bisect_right(starts, offset)
        before = self._data[starts[line - 1] : offset]
        return line, len(before.decode("utf-8", "replace")) + 1

    def line(self, offset: int) -> int:
        """The line alone, from 1."""
        return self.position(offset)[0]


def span(path: str, data: bytes, start: int, end: int, lines: LineIndex | None = None) -> SourceSpan:
    """The evidence for `data[start:end]`; pass the file's `lines` when there are many spans in it."""
    index = lines or LineIndex(data)
    line, column = index.position(start)
    end_line, end_column = index.position(end)
    return SourceSpan(
        path=path,
        start=start,
        end=end,
        line=line,
        column=column,
        end_line=end_line,
        end_column=end_column,
        digest="sha256:" + hashlib.sha256(data[start:end]).hexdigest(),
    )

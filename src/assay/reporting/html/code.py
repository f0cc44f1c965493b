"""Code as the page shows it: numbered lines of coloured segments, the span marked, notes below their lines."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from assay.core.evidence import SourceSpan
from assay.reporting.escaping import TAB_STOP
from assay.reporting.html.highlight import line_classes
from assay.reporting.sources import Sources

MOST_COLUMNS = 400
"""Code points of one line that are shown."""
MOST_LINES = 400
"""Lines that an excerpt shows unless told otherwise."""
Classes = list[list[tuple[int, int, str]]]


@dataclass(frozen=True, slots=True)
class Note:
    """A remark below a line."""

    label: str
    text: str
    target: str = ""
    """Anchor on the same page."""


@dataclass(frozen=True, slots=True)
class CodeLine:
    """One line: segments of (class, text, marked), and the remarks below it."""

    number: int
    segments: tuple[tuple[str, str, bool], ...]
    notes: tuple[Note, ...] = ()

    @property
    def marked(self) -> bool:
        """Whether a span covers some of it."""
        return any(mark for _, _, mark in self.segments)


class CodePages:
    """Excerpts of the report's files; a file is coloured once."""

    def __init__(self, sources: Sources) -> None:
        self._sources = sources
        self._classes: dict[str, Classes] = {}

    def excerpt(
        self,
        path: str,
        first: int,
        last: int,
        *,
        marks: Sequence[SourceSpan] = (),
        notes: Mapping[int, Iterable[Note]] | None = None,
        most: int = MOST_LINES,
    ) -> tuple[CodeLine, ...]:
        """The lines `first` to `last` that exist, at most `most`; none when the text was not kept."""
        lines = self._sources.lines(path)
        if lines is None:
            return ()
        if path not in self._classes:
            self._classes[path] = line_classes(lines)
        classes = self._classes[path]
        end = min(last, len(lines), first + most - 1)
        return tuple(
            CodeLine(
                number,
                _segments(lines[number - 1], classes[number - 1], _marks_on(number, lines[number - 1], marks)),
                tuple((notes or {}).get(number, ())),
            )
            for number in range(max(1, first), end + 1)
        )

    def length(self, path: str) -> int:
        """How many lines a file has; 0 when its text was not kept."""
        return len(self._sources.lines(path) or ())


def _marks_on(number: int, line: str, spans: Sequence[SourceSpan]) -> list[tuple[int, int]]:
    made = []
    for span in spans:
        if span.line <= number <= span.end_line:
            first = span.column - 1 if number == span.line else len(line) - len(line.lstrip())
            last = span.end_column - 1 if number == span.end_line else len(line)
            made.append((first, max(last, first + 1) if span.line == span.end_line else last))
    return made


def _segments(
    line: str, classes: list[tuple[int, int, str]], marks: list[tuple[int, int]]
) -> tuple[tuple[str, str, bool], ...]:
    """Cut at every border of a colour or mark."""
    begin = max(0, min((first for first, _ in marks), default=0) - MOST_COLUMNS // 4) if len(line) > MOST_COLUMNS else 0
    end = min(len(line), begin + MOST_COLUMNS)
    classes = [(start, stop, kind) for start, stop, kind in classes if start < end and stop > begin]
    borders = [(start, stop) for start, stop, _ in classes] + marks
    ordered = sorted({begin, end} | {border for pair in borders for border in pair if begin < border < end})
    made = [("", "…", False)] if begin else []
    column = 0
    for first, last in pairwise(ordered):
        text, column = _expanded(line[first:last], column)
        colour = next((kind for start, stop, kind in classes if start <= first < stop), "")
        made.append((colour, text, any(start <= first < stop for start, stop in marks)))
    if end < len(line):
        made.append(("", "…", False))
    return tuple(made)


def _expanded(text: str, column: int) -> tuple[str, int]:
    """Tabs as spaces; the column that the next segment starts at."""
    made = []
    for character in text:
        piece = " " * (TAB_STOP - column % TAB_STOP) if character == "\t" else character
        made.append(piece)
        column += len(piece)
    return "".join(made), column

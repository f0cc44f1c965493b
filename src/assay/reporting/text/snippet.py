"""Code in place: line numbers, and carets under exactly what a span covers."""

from collections.abc import Iterable

from assay.core.evidence import SourceSpan
from assay.reporting.excerpt import show_line
from assay.reporting.sources import line_of
from assay.reporting.text.page import Page

HEAD, TAIL = 4, 2
"""Lines shown of a long span: so many at its start, so many at its end."""


def gutter_width(spans: Iterable[SourceSpan]) -> int:
    """Columns that the largest line number takes, so that all snippets of a finding stand in one column."""
    return max((len(str(max(span.line, span.end_line))) for span in spans), default=1)


def write_snippet(
    page: Page, lines: tuple[str, ...] | None, span: SourceSpan, *, gutter: int, style: str, before: int = 0
) -> None:
    """The lines of `span`, marked, after `before` lines of context; says so when the text was not kept."""
    if lines is None:
        page.line((" " * gutter + " |", "gutter"), (" (the text of this file was not kept with the report)", "dim"))
        return
    room = page.width - gutter - 3
    margin = "  " if span.end_line > span.line else ""
    for number in range(_context_start(lines, span.line, before), span.line):
        _numbered(page, number, margin + show_line(line_of(lines, number), 0, 0, room - 2).text, gutter)
    if span.end_line <= span.line:
        _write_one_line(page, lines, span, gutter, room, style)
    else:
        _write_many_lines(page, lines, span, gutter, room - 2, style)


def _context_start(lines: tuple[str, ...], line: int, before: int) -> int:
    """The first line of context: at most `before` lines up, not beyond an empty one."""
    start = line
    while start > max(1, line - before) and line_of(lines, start - 1).strip():
        start -= 1
    return start


def _write_one_line(page: Page, lines: tuple[str, ...], span: SourceSpan, gutter: int, room: int, style: str) -> None:
    text = line_of(lines, span.line)
    shown = show_line(text, span.column - 1, span.end_column - 1, room)
    _numbered(page, span.line, shown.text, gutter)
    first, last = shown.cell(span.column - 1), shown.cell(span.end_column - 1)
    page.line((" " * gutter + " |", "gutter"), (" " * (first + 1) + "^" * max(1, last - first), style))


def _write_many_lines(page: Page, lines: tuple[str, ...], span: SourceSpan, gutter: int, room: int, style: str) -> None:
    """As rustc does: a bar on the left from the first character to the last, each under a caret."""
    text = line_of(lines, span.line)
    opening = show_line(text, span.column - 1, span.column, room)
    if text[: span.column - 1].strip():
        _numbered(page, span.line, "  " + opening.text, gutter)
        mark = " " + "_" * (opening.cell(span.column - 1) + 1) + "^"
        page.line((" " * gutter + " |", "gutter"), (" " + mark, style))
    else:
        _barred(page, span.line, "/ ", opening.text, gutter, style)
    inner = range(span.line + 1, span.end_line + 1)
    for number in inner:
        if len(inner) > HEAD + TAIL and HEAD <= number - inner.start < len(inner) - TAIL:
            if number - inner.start == HEAD:
                page.line(
                    (" " * gutter + " |", "gutter"), (" | ", style), (f"… {len(inner) - HEAD - TAIL} more lines", "dim")
                )
            continue
        last = max(0, span.end_column - 2) if number == span.end_line else 0
        closing = show_line(line_of(lines, number), last, last, room)
        _barred(page, number, "| ", closing.text, gutter, style)
        if number == span.end_line:
            mark = "|" + "_" * (closing.cell(last) + 1) + "^"
            page.line((" " * gutter + " |", "gutter"), (" " + mark, style))


def _numbered(page: Page, number: int, text: str, gutter: int) -> None:
    page.line((f"{number:>{gutter}} |", "gutter"), (" " + text, ""))


def _barred(page: Page, number: int, bar: str, text: str, gutter: int, style: str) -> None:
    page.line((f"{number:>{gutter}} |", "gutter"), (" " + bar, style), (text, ""))

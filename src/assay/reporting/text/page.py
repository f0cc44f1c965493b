"""Lines of styled text. Whatever is written goes through `visible`, so nothing hostile reaches a terminal."""

import textwrap
from collections.abc import Callable

from assay.reporting.escaping import visible

STYLES = {
    "": "",
    "high": "bold red",
    "medium": "bold yellow",
    "low": "bold cyan",
    "info": "bold blue",
    "good": "bold green",
    "gutter": "blue",
    "place": "cyan",
    "strong": "bold",
    "dim": "dim",
}
"""Names that the writers use, as rich understands them; all from the 16 colours that every terminal theme sets."""

Segment = tuple[str, str]
"""Text, and the name of its style."""


class Page:
    """Collects lines; knows the width that prose is wrapped to."""

    def __init__(self, width: int) -> None:
        self.width = width
        self._lines: list[tuple[Segment, ...]] = []

    def line(self, *segments: Segment) -> None:
        """One line, escaped; trailing spaces are dropped when it is rendered."""
        self._lines.append(tuple((visible(text), style) for text, style in segments if text))

    def blank(self) -> None:
        """An empty line."""
        self._lines.append(())

    def head(self, text: str) -> None:
        """The heading of a section."""
        self.line((text, "strong"))

    def prose(self, lead: tuple[Segment, ...], text: str, *, indent: int) -> None:
        """`text` wrapped to the width behind `lead`; further lines start at column `indent`."""
        first = " " * min(sum(len(visible(part)) for part, _ in lead), self.width // 2)
        wrapped = textwrap.wrap(
            visible(text),
            self.width,
            initial_indent=first,
            subsequent_indent=" " * indent,
            break_long_words=False,
            break_on_hyphens=False,
        )
        self.line(*lead, (wrapped[0][len(first) :] if wrapped else "", ""))
        for line in wrapped[1:]:
            self.line((line, ""))

    def render(self, *, colour: bool) -> str:
        """The whole page with a final newline."""
        paint = _painter() if colour else _plain
        return "".join(_trimmed(line, paint) + "\n" for line in self._lines)


def _trimmed(line: tuple[Segment, ...], paint: Callable[[str, str], str]) -> str:
    segments = list(line)
    while segments and not segments[-1][0].rstrip():
        segments.pop()
    if segments:
        segments[-1] = (segments[-1][0].rstrip(), segments[-1][1])
    return "".join(paint(text, style) for text, style in segments)


def _plain(text: str, _style: str) -> str:
    return text


def _painter() -> Callable[[str, str], str]:
    from rich.color import ColorSystem
    from rich.style import Style

    styles = {name: Style.parse(definition) for name, definition in STYLES.items()}
    return lambda text, style: styles[style].render(text, color_system=ColorSystem.STANDARD)

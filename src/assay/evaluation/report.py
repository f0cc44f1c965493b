"""The figures for a terminal, for docs/evaluation.md and for a program."""

from collections.abc import Iterator

import msgspec

from assay.evaluation import wording
from assay.evaluation.figures import Figures
from assay.evaluation.tables import Names, Table, sections
from assay.reporting.escaping import visible
from assay.reporting.markdown import code

FORMATS = ("text", "json", "markdown")


def render(figures: Figures, format: str) -> str:
    """One of `FORMATS`, ending in a newline."""
    match format:
        case "json":
            return msgspec.json.format(msgspec.json.encode(figures, order="sorted"), indent=2).decode() + "\n"
        case "markdown":
            return "\n".join(_markdown(figures)) + "\n"
        case _:
            return "\n".join(_text(figures)) + "\n"


def _text(figures: Figures) -> Iterator[str]:
    yield "  ".join(f"{name} {version}" for name, version in figures.versions.items())
    for section in sections(figures):
        yield from ("", section.title, "")
        yield from _aligned(section.table)
        yield ""
        yield from section.explanation
        for names in _filled(section.names):
            yield from ("", f"{names.title} ({len(names.items)})")
            yield from (f"  {visible(item)}" for item in names.items)


def _aligned(table: Table) -> Iterator[str]:
    lines = (table.head, *table.rows)
    widths = [max(len(line[column]) for line in lines) for column in range(len(table.head))]
    for line in lines:
        # Two columns of words, the rest figures.
        cells = (
            cell.ljust(width) if column < 2 else cell.rjust(width)
            for column, (cell, width) in enumerate(zip(line, widths, strict=True))
        )
        yield "  ".join(cells).rstrip()


def _markdown(figures: Figures) -> Iterator[str]:
    yield from ("# What is measured", "")
    yield wording.GENERATED
    yield ""
    yield from (f"- {name}: {version}" for name, version in figures.versions.items())
    for section in sections(figures):
        yield from ("", f"## {section.title}", "")
        for paragraph in section.explanation:
            yield from (paragraph, "")
        yield "| " + " | ".join(section.table.head) + " |"
        yield "|---|---|" + "--:|" * (len(section.table.head) - 2)
        yield from ("| " + " | ".join(row) + " |" for row in section.table.rows)
        for names in _filled(section.names):
            yield from ("", f"### {names.title} ({len(names.items)})", "")
            yield from (f"- {code(item)}" for item in names.items)
    yield from ("", "## Repeat it", "", "```sh", figures.command, "```", "")
    yield wording.REPEAT


def _filled(every: tuple[Names, ...]) -> Iterator[Names]:
    return (names for names in every if names.items)

"""Which formats go where: `--format` and `-o` paired up before anything is scanned."""

from dataclasses import dataclass, replace
from pathlib import Path

import click

from assay.cli.output import STANDARD, write
from assay.core.canonical import canonical
from assay.core.report import Envelope, Report
from assay.reporting import Format, RenderContext, render

SUFFIXES = {
    ".json": Format.JSON,
    ".sarif": Format.SARIF,
    ".html": Format.HTML,
    ".htm": Format.HTML,
    ".md": Format.MARKDOWN,
    ".markdown": Format.MARKDOWN,
    ".txt": Format.TEXT,
}


@dataclass(frozen=True, slots=True)
class Destination:
    """One view of the report and where it goes."""

    format: Format
    path: Path


def destinations(formats: tuple[str, ...], outputs: tuple[Path, ...]) -> tuple[Destination, ...]:
    """Pairs them in order; a format that is not given is told from the file's name. Raises `click.UsageError`."""
    if not outputs:
        if len(formats) > 1:
            raise click.UsageError("Several formats need an -o each, in the same order.")
        return (Destination(Format(formats[0]) if formats else Format.TEXT, STANDARD),)
    if formats and len(formats) != len(outputs):
        raise click.UsageError("Give --format once for each -o, in the same order, or not at all.")
    if len(set(outputs)) != len(outputs):
        raise click.UsageError("Two reports can't go to the same place.")
    if formats:
        return tuple(Destination(Format(name), path) for name, path in zip(formats, outputs, strict=True))
    return tuple(Destination(_format_of(path), path) for path in outputs)


def write_all(wanted: tuple[Destination, ...], report: Report, envelope: Envelope, context: RenderContext) -> None:
    """Renders and writes each; beside a JSON file goes the envelope. Raises `CannotWrite`."""
    plain = replace(context, colour=False)
    for destination in wanted:
        here = destination.path == STANDARD
        write(destination.path, render(report, destination.format, context=context if here else plain))
        if destination.format is Format.JSON and destination.path.is_file():
            write(envelope_path(destination.path), canonical(envelope) + b"\n")


def envelope_path(report: Path) -> Path:
    """`out/report.json` to `out/report.envelope.json`."""
    return report.with_name(f"{report.stem}.envelope.json")


def _format_of(path: Path) -> Format:
    if path == STANDARD:
        return Format.TEXT
    if path.name.lower().endswith(".sarif.json"):
        return Format.SARIF
    try:
        return SUFFIXES[path.suffix.lower()]
    except KeyError:
        raise click.UsageError(
            f"Can't tell the format from the name {path.name!r}: give --format, or end it in {', '.join(SUFFIXES)}."
        ) from None

"""How this terminal wants to see a report."""

import os
import shutil
import sys
from pathlib import Path

from assay.core.report import Report
from assay.grading import Methodology
from assay.grading.methodology import versions
from assay.reporting import Band, RenderContext, wants_colour

COLOURS = ("auto", "always", "never")


def context_for(report: Report, root: str, *, color: str = "auto", show_all: bool = False) -> RenderContext:
    """Paths relative to the current directory, the terminal's width, the letters of the report's methodology.

    `root` is the project's absolute path, or `-`.
    """
    return RenderContext(
        path_prefix=prefix(root),
        here=inside(root),
        colour=color == "always" or (color == "auto" and wants_colour(sys.stdout, os.environ)),
        width=shutil.get_terminal_size((100, 24)).columns,
        show_all=show_all,
        bands=bands(report.grade.methodology),
    )


def prose_width() -> int:
    """Columns to wrap prose to: the terminal's, but no line longer than is easy to read."""
    return max(40, min(shutil.get_terminal_size((100, 24)).columns, 100))


def prefix(root: str) -> str:
    """From the current directory to `root`, with a final `/`; empty when they are the same or there is no root."""
    if root == "-":
        return ""
    relative = Path(os.path.relpath(root)).as_posix()
    return "" if relative == "." else f"{relative}/"


def inside(root: str) -> str:
    """From `root` to the current directory below it, with a final `/`; empty when it is not below."""
    below = Path(os.path.relpath(os.getcwd(), root)).as_posix() if root != "-" else "."
    return "" if below == "." or below.split("/")[0] == ".." else f"{below}/"


def bands(version: str) -> tuple[Band, ...]:
    """The letters of a methodology; empty for one that this assay does not have."""
    if version not in versions():
        return ()
    return tuple(Band(band.letter, band.start) for band in Methodology.load(version).bands)

"""`--format` and `-o`, paired."""

from pathlib import Path

import click
import pytest

from assay.cli.destinations import Destination, destinations
from assay.cli.output import STANDARD
from assay.reporting import Format


def test_without_an_output_the_report_is_text_on_standard_output() -> None:
    assert destinations((), ()) == (Destination(Format.TEXT, STANDARD),)


@pytest.mark.parametrize(
    ("name", "format"),
    [
        ("r.json", Format.JSON),
        ("r.sarif", Format.SARIF),
        ("r.sarif.json", Format.SARIF),
        ("R.HTML", Format.HTML),
        ("r.md", Format.MARKDOWN),
        ("r.txt", Format.TEXT),
        ("-", Format.TEXT),
    ],
)
def test_the_format_is_told_from_the_name(name: str, format: Format) -> None:
    assert destinations((), (Path(name),)) == (Destination(format, Path(name)),)


def test_a_format_that_is_given_beats_the_name() -> None:
    assert destinations(("sarif",), (Path("results.json"),)) == (Destination(Format.SARIF, Path("results.json")),)


def test_several_outputs_take_formats_in_order() -> None:
    assert destinations(("text", "sarif"), (STANDARD, Path("r.json"))) == (
        Destination(Format.TEXT, STANDARD),
        Destination(Format.SARIF, Path("r.json")),
    )


@pytest.mark.parametrize(
    ("formats", "outputs"),
    [
        (("json", "html"), ()),
        (("json", "html"), ("a.json",)),
        (("json",), ("a.json", "b.html")),
        ((), ("report",)),
        ((), ("a.json", "a.json")),
    ],
)
def test_what_can_not_be_paired_is_refused(formats: tuple[str, ...], outputs: tuple[str, ...]) -> None:
    with pytest.raises(click.UsageError):
        destinations(formats, tuple(map(Path, outputs)))

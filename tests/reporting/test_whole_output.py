"""What the user sees, to the last character. After a change on purpose, read the new text and put it there."""

from pathlib import Path

import pytest

from assay.core.canonical import canonical
from assay.reporting import Band, Format, RenderContext, render
from assay.testing.reports import sample_report

EXPECTED = Path(__file__).parent / "expected"
BANDS = (Band("F", 0), Band("D", 30), Band("C", 50), Band("B", 70), Band("A", 85))


@pytest.mark.parametrize(
    ("format", "name"), [(Format.TEXT, "report.txt"), (Format.MARKDOWN, "report.md"), (Format.GITHUB, "report.log")]
)
def test_the_sample_report_is_shown_like_this(format: Format, name: str) -> None:
    assert render(sample_report(), format, context=RenderContext(bands=BANDS)) == (EXPECTED / name).read_text("utf-8")


@pytest.mark.parametrize(
    ("format", "name"), [(Format.TEXT, "all.txt"), (Format.MARKDOWN, "all.md"), (Format.GITHUB, "all.log")]
)
def test_with_show_all_suppressed_and_known_findings_follow(format: Format, name: str) -> None:
    context = RenderContext(show_all=True, path_prefix="packages/vault/", width=80, link_base="https://example.org/b/")
    assert render(sample_report(), format, context=context) == (EXPECTED / name).read_text("utf-8")


def test_json_is_the_canonical_report_and_a_newline() -> None:
    report = sample_report()
    assert render(report, Format.JSON, context=RenderContext()) == canonical(report) + b"\n"

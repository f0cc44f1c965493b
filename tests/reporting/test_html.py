"""The page is complete without anything else, in the light, in the dark, on paper and for a screen reader."""

import re
import subprocess
import sys
from importlib import resources

import pytest

from assay.reporting import Band, Format, RenderContext, render
from assay.reporting.html.highlight import line_classes
from assay.reporting.html.prose import Piece, paragraphs
from assay.testing.reports import sample_report
from assay.testing.sample_sources import VAULT

STYLE = resources.files("assay.reporting.html").joinpath("templates", "style.css").read_text("utf-8")


def page(**options: object) -> str:
    made = render(sample_report(), Format.HTML, context=RenderContext(bands=(Band("F", 0), Band("A", 80)), **options))  # type: ignore[arg-type]  # one option a test
    assert isinstance(made, str)
    return made


def test_every_section_is_there_and_in_the_table_of_contents() -> None:
    html = page()
    for name in ("grade", "findings", "gaps", "coverage", "files", "verify"):
        assert f'<section id="{name}"' in html
        assert f'href="#{name}"' in html


def test_the_summary_the_digest_and_every_shown_finding_are_on_the_page() -> None:
    html = page()
    report = sample_report()
    assert "3 findings (1 high, 1 medium, 1 low), 4 unknown of 30 questions. Grade D (31–44)" in html
    assert f"assay verify REPORT --digest {report.digest}" in html
    assert re.findall(r'<article id="finding-\d" class="finding (\w+)"', html) == ["high", "medium", "low"]
    assert re.findall(r'<article id="finding-\d" class="finding (\w+)"', page(show_all=True)) == [
        "high", "medium", "low", "medium", "medium",
    ]  # fmt: skip


def test_the_span_is_marked_exactly() -> None:
    marked = re.findall(r"<mark>(.*?)</mark>", page().partition("contracts.precision-loss")[2])
    assert "amount" in re.sub(r"<[^>]+>", "", marked[0])
    text = "".join(re.sub(r"<[^>]+>", "", piece) for piece in re.findall(r"<mark>.*?</mark>", page()))
    assert "amount / 100 * fee" in text


def test_a_file_with_findings_is_shown_whole_and_the_finding_leads_there() -> None:
    html = page()
    (shown,) = re.findall(r'<details id="file-1">.*?</details>', html, flags=re.DOTALL)
    numbers = [int(number) for number in re.findall(r'id="file-1-L(\d+)"', shown)]
    assert numbers == list(range(1, VAULT.count("\n") + 2))
    assert '<a href="#file-1-L21"><code>src/Vault.sol:21:23</code></a>' in html
    assert shown.count('<a href="#finding-') == 3


def test_the_same_report_gives_the_same_page() -> None:
    assert page() == page()


def test_text_needs_no_template_engine_and_html_no_rich() -> None:
    code = (
        "import sys; from assay.reporting import *; from assay.testing.reports import sample_report\n"
        "render(sample_report(), Format.TEXT, context=RenderContext())\n"
        "print(sorted({'rich', 'jinja2'} & set(sys.modules)))\n"
        "render(sample_report(), Format.HTML, context=RenderContext())\n"
        "print(sorted({'rich', 'jinja2'} & set(sys.modules)))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n['jinja2']\n"


def test_a_comment_over_many_lines_keeps_its_colour() -> None:
    assert line_classes(("/* a", "b", "*/ x = 1;")) == [[(0, 4, "c")], [(0, 1, "c")], [(0, 2, "c"), (7, 8, "n")]]


def test_colours_cover_every_character_of_a_keyword_and_a_string() -> None:
    lines = tuple(VAULT.split("\n"))
    coloured = {
        (lines[number][start:end], kind)
        for number, classes in enumerate(line_classes(lines))
        for start, end, kind in classes
    }
    assert {("mapping", "k"), ("uint256", "t"), ('"no contracts"', "s"), ("100", "n")} <= coloured


def test_rule_texts_know_paragraphs_code_and_emphasis_only() -> None:
    assert paragraphs("Use `x` *now*,\n**really**.\n\n<b>2</b>") == [
        [
            Piece("", "Use "),
            Piece("code", "x"),
            Piece("", " "),
            Piece("em", "now"),
            Piece("", ", "),
            Piece("strong", "really"),
            Piece("", "."),
        ],
        [Piece("", "<b>2</b>")],
    ]


def _palettes() -> list[dict[str, str]]:
    blocks = re.findall(r":root \{(.*?)\}", STYLE, flags=re.DOTALL)
    return [dict(re.findall(r"--([\w]+): (#[0-9a-f]{6});", block)) for block in blocks[:2]]


def _luminance(colour: str) -> float:
    channels = [int(colour[index : index + 2], 16) / 255 for index in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("palette", _palettes(), ids=["light", "dark"])
def test_every_text_colour_has_the_contrast_that_wcag_asks_for(palette: dict[str, str]) -> None:
    # WCAG 2.2, success criterion 1.4.3: 4.5 to 1 for text.
    on_card = ["ink", "quiet", "link", "high", "medium", "low", "info", "good"]
    on_code = ["ink", "link", "comment", "string", "number", "keyword", "type"]
    pairs = [(text, back) for text in on_card for back in ("paper", "card")]
    pairs += [(text, back) for text in on_code for back in ("code", "mark")] + [("quiet", "code")]
    pairs += [("ink", f"b{tone}") for tone in range(5)]
    weak = []
    for text, back in pairs:
        light, dark = sorted((_luminance(palette[text]), _luminance(palette[back])), reverse=True)
        ratio = (light + 0.05) / (dark + 0.05)
        if ratio < 4.5:
            weak.append(f"{text} on {back}: {ratio:.2f}")
    assert weak == []

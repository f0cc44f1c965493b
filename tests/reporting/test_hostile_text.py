"""Whatever a contract, a file name or a message holds, no view lets it act."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from markdown_it import MarkdownIt

from assay.core.report import Report
from assay.reporting import Format, RenderContext, github, render
from assay.reporting.escaping import cells, visible
from assay.reporting.markdown import MOST_CHARACTERS
from assay.reporting.selection import shown
from assay.testing.arbitrary_reports import HOSTILE, reports, texts

CONTEXT = RenderContext(show_all=True)
MANY = settings(max_examples=25, deadline=None)


def as_text(report: Report, format: Format, context: RenderContext = CONTEXT) -> str:
    made = render(report, format, context=context)
    assert isinstance(made, str)
    return made


@given(texts())
def test_visible_text_has_nothing_hidden_and_stays_as_it_is(text: str) -> None:
    assert visible(visible(text)) == visible(text)
    assert not re.search(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]", visible(text))


@pytest.mark.parametrize(
    ("raw", "seen"),
    [("\u202e", "<U+202E>"), ("\x1b[1m", "<U+001B>[1m"), ("\U000e0041", "<U+E0041>"), ("\u3164", "<U+3164>")],
)
def test_hidden_characters_are_spelled_out(raw: str, seen: str) -> None:
    assert visible(raw) == seen


def test_wide_letters_take_two_columns_and_accents_none() -> None:
    assert [cells(text) for text in ("abc", "利息", "e\u0301")] == [3, 4, 1]


@MANY
@given(reports())
def test_text_holds_nothing_that_steers_a_terminal(report: Report) -> None:
    lines = as_text(report, Format.TEXT).removesuffix("\n").split("\n")
    assert [visible(line) for line in lines] == lines


@MANY
@given(reports())
def test_colour_adds_only_colour(report: Report) -> None:
    coloured = as_text(report, Format.TEXT, RenderContext(show_all=True, colour=True))
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == as_text(report, Format.TEXT)


@MANY
@given(reports())
def test_github_reads_exactly_one_command_a_finding_and_one_a_gap(report: Report) -> None:
    # A runner takes a line as a command when it starts with `::`, after white space.
    lines = as_text(report, Format.GITHUB).split("\n")
    commands = [line for line in lines if line.lstrip().startswith("::")]
    said = [visible(finding.message) for finding in shown(report, CONTEXT)]
    said += [visible(gap.because) for gap in report.gaps[: github.MOST_GAPS]]
    assert len(commands) == len(said)
    for command, message in zip(commands, said, strict=True):
        match = re.fullmatch(r"::(error|warning|notice) ([^:]*)::(.*)", command)
        assert match is not None
        properties = dict(item.split("=", 1) for item in match[2].split(","))
        assert set(properties) <= {"file", "line", "endLine", "col", "endColumn", "title"}
        decoded = match[3].replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%")
        assert decoded.split("\n")[0].endswith(message)


class Page(HTMLParser):
    """Collects what a browser would build, and fails on a tag that is not closed in order."""

    VOID = ("meta", "br", "rect", "hr")

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str, str]] = []
        self.text: list[str] = []
        self.ids: list[str] = []
        self.style = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        self.ids += [value or "" for name, value in attrs if name == "id"]
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in self.VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        assert self.open, f"</{tag}> closes nothing"
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open[-1:] == ["style"]:
            self.style += data
        else:
            self.text.append(data)


def parsed(html: str) -> Page:
    page = Page()
    page.feed(html)
    page.close()
    assert page.open == []
    return page


HTML_TAGS = {
    "html", "head", "meta", "title", "style", "body", "a", "header", "p", "span", "h1", "h2", "h3", "h4", "nav", "ul",
    "ol", "li", "main", "section", "div", "small", "svg", "desc", "rect", "text", "table", "caption", "thead",
    "tbody", "tr", "th", "td", "article", "pre", "code", "mark", "b", "details", "summary", "br", "strong", "em",
    "footer",
}  # fmt: skip
HTML_ATTRIBUTES = {
    "lang", "charset", "name", "content", "http-equiv", "id", "class", "href", "rel", "title", "aria-label",
    "aria-labelledby", "role", "tabindex", "scope", "colspan", "viewbox", "x", "y", "width", "height", "rx",
    "text-anchor",
}  # fmt: skip
MARKDOWN_TAGS = {
    "h2", "table", "thead", "tbody", "tr", "th", "td", "code", "details", "summary", "b", "p", "pre", "a", "ol", "ul",
    "li", "strong", "sub",
}  # fmt: skip


@MANY
@given(reports())
def test_html_is_well_formed_and_runs_and_loads_nothing(report: Report) -> None:
    page = parsed(as_text(report, Format.HTML))
    assert page.tags <= HTML_TAGS
    assert {name for _, name, _ in page.attributes} <= HTML_ATTRIBUTES
    assert [value for _, name, value in page.attributes if name == "href" and not re.match(r"#|https://", value)] == []
    assert not re.search(r"url\(|@import|expression", page.style)
    assert len(set(page.ids)) == len(page.ids)
    anchors = {value[1:] for _, name, value in page.attributes if name == "href" and value.startswith("#")}
    assert anchors <= set(page.ids)


@MANY
@given(reports())
def test_html_shows_what_is_hidden(report: Report) -> None:
    page = parsed(as_text(report, Format.HTML))
    for text in (*page.text, *(value for _, _, value in page.attributes)):
        assert visible(text.replace("\n", "")) == text.replace("\n", "")


@MANY
@given(reports())
def test_markdown_makes_only_its_own_links_and_tags(report: Report) -> None:
    html = MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(as_text(report, Format.MARKDOWN))
    page = parsed(html)
    assert page.tags <= MARKDOWN_TAGS
    assert {(tag, name) for tag, name, _ in page.attributes} <= {
        ("a", "href"), ("code", "class"), ("ol", "start"), ("th", "style"), ("td", "style"),
    }  # fmt: skip
    assert all(re.search(r"#L\d+(-L\d+)?$", value) for tag, name, value in page.attributes if name == "href")
    assert all(value == "language-solidity" for tag, name, value in page.attributes if name == "class")


def test_markdown_mentions_nobody_outside_of_code() -> None:
    from assay.reporting.markdown import escaped

    assert escaped("@dev see #1") == "@&#8203;dev see #&#8203;1"


@MANY
@given(reports())
def test_markdown_fits_into_a_comment(report: Report) -> None:
    assert len(as_text(report, Format.MARKDOWN)) <= MOST_CHARACTERS + 100


@pytest.mark.parametrize("piece", HOSTILE, ids=ascii)
def test_sarif_is_printable_ascii_as_it_stands(piece: str) -> None:
    from assay.testing.reports import REENTRANCY, finding, sample_report, source, span

    text = f"contract C {{ {piece} }}"
    at = span("C.sol", piece, text)
    report = sample_report(findings=(finding(REENTRANCY, piece, at, piece),), facts=(source("C.sol", text),))
    assert re.fullmatch(r"[\n -~]*", as_text(report, Format.SARIF))

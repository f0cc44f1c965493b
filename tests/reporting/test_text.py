"""The carets stand under exactly the span, whatever the line holds."""

import msgspec
import pytest

from assay.core.evidence import SourceSpan, Statements, Step
from assay.core.outcome import RuleId
from assay.core.report import Reasoned, RuleOutcomes
from assay.core.subject import PartId
from assay.reporting import Format, RenderContext, render, wants_colour
from assay.reporting.excerpt import show_line
from assay.reporting.text.page import Page
from assay.reporting.text.snippet import write_snippet
from assay.testing.reports import REENTRANCY, finding, sample_report, source, span

PLAIN = RenderContext()


def snippet(text: str, needle: str, *, width: int = 60) -> str:
    page = Page(width)
    at = span("A.sol", needle, text)
    write_snippet(page, tuple(text.split("\n")), at, gutter=len(str(at.end_line)), style="high")
    return page.render(colour=False)


def test_carets_follow_tabs_wide_letters_and_spelled_out_characters() -> None:
    assert snippet("\tx利\u202e = call();", "call()") == (
        "1 |     x利<U+202E> = call();\n"
        "  |                   ^^^^^^\n"
    )  # fmt: skip


def test_an_empty_span_still_has_a_caret() -> None:
    assert snippet("ab", "") == "1 | ab\n  | ^\n"


def test_a_span_that_starts_inside_a_line_is_drawn_with_a_bar() -> None:
    assert snippet("x = f(\n  a,\n  b);", "f(\n  a,\n  b)") == (
        "1 |   x = f(\n"
        "  |  _____^\n"
        "2 | |   a,\n"
        "3 | |   b);\n"
        "  | |____^\n"
    )  # fmt: skip


def test_the_middle_of_a_long_span_is_left_out() -> None:
    text = "f(\n" + "a,\n" * 20 + ")"
    assert snippet(text, text) == (
        " 1 | / f(\n"
        " 2 | | a,\n"
        " 3 | | a,\n"
        " 4 | | a,\n"
        " 5 | | a,\n"
        "   | | … 15 more lines\n"
        "21 | | a,\n"
        "22 | | )\n"
        "   | |_^\n"
    )  # fmt: skip


@pytest.mark.parametrize("before", [0, 3, 500, 1_000_000])
@pytest.mark.parametrize("after", [0, 3, 500, 1_000_000])
def test_a_long_line_is_cut_around_the_span(before: int, after: int) -> None:
    text = "a" * before + "NEEDLE" + "b" * after
    code, carets = snippet(text, "NEEDLE").split("\n")[:2]
    assert code[carets.index("^") : carets.rindex("^") + 1] == "NEEDLE"
    assert len(code) <= 60
    assert code[4:].startswith("…") == (before > 54 and code[4:] != text)


def test_a_short_line_is_shown_whole() -> None:
    assert show_line("abc", 0, 1, 60).text == "abc"


def test_a_finding_without_its_source_says_so() -> None:
    report = sample_report(facts=tuple(msgspec.structs.replace(fact, text=None) for fact in sample_report().facts))
    text = render(report, Format.TEXT, context=RenderContext())
    assert isinstance(text, str)
    assert "   | (the text of this file was not kept with the report)\n" in text


def test_the_middle_of_a_long_path_is_left_out_unless_all_is_asked_for() -> None:
    at = span("A.sol", "x", "x")
    steps = tuple(Step(span=at, note=f"note {number}", function=PartId("A.sol:A.f()")) for number in range(1, 13))
    item = finding(REENTRANCY, "A.sol:A.f()", at, "m", evidence=(Statements(steps=steps),))
    report = sample_report(findings=(item,), facts=(source("A.sol", "x"),))
    short, full = (
        str(render(report, Format.TEXT, context=RenderContext(show_all=show_all))) for show_all in (False, True)
    )
    assert [number for number in range(1, 13) if f" {number} note {number}\n" in short] == [1, 2, 3, 4, 5, 6, 11, 12]
    assert "… 4 more steps" in short
    assert [number for number in range(1, 13) if f" {number} note {number}\n" in full] == list(range(1, 13))


def test_paths_are_as_the_current_directory_opens_them() -> None:
    context = RenderContext(path_prefix="../", here="src/")
    assert [context.path(path) for path in ("src/A.sol", "src/sub/B.sol", "test/C.sol", "srcs/D.sol")] == [
        "A.sol",
        "sub/B.sol",
        "../test/C.sol",
        "../srcs/D.sol",
    ]


def test_a_path_of_one_step_does_not_show_the_same_code_again() -> None:
    at = span("A.sol", "x", "x")
    path = Statements(steps=(Step(span=at, note="it happens", function=PartId("A.sol:A.f()")),))
    item = finding(REENTRANCY, "A.sol:A.f()", at, "m", evidence=(path,))
    text = str(render(sample_report(findings=(item,), facts=(source("A.sol", "x"),)), Format.TEXT, context=PLAIN))
    assert "  = path: it happens, in A.f()\n" in text
    assert text.count("1 | x\n") == 1


def coverage_of(*rules: RuleOutcomes, show_all: bool = False) -> list[str]:
    text = str(render(sample_report(outcomes=rules), Format.TEXT, context=RenderContext(show_all=show_all)))
    table = text[text.index("coverage") :].partition("\n\n")[0].splitlines()
    return [" ".join(line.split()) for line in table[1:]]


def outcomes_of(name: str, *, asked: int, unknown: int = 0) -> RuleOutcomes:
    parts = tuple(PartId(f"A.sol:A.f{number}()") for number in range(unknown))
    return RuleOutcomes(
        rule=RuleId(name),
        asked=asked,
        found=(),
        clear=asked - unknown,
        not_applicable=(),
        unknown=(Reasoned(because="why", parts=parts),) if unknown else (),
    )


def test_rules_that_answered_alike_share_a_line_of_the_coverage_unless_all_is_asked_for() -> None:
    silent = [outcomes_of(f"toy.silent-{number}", asked=2) for number in range(4)]
    opened = [outcomes_of(f"toy.open-{number}", asked=3, unknown=3) for number in range(4)]
    unasked = [outcomes_of(f"toy.unasked-{number}", asked=0) for number in range(4)]
    partly = outcomes_of("toy.partly", asked=2, unknown=1)
    assert coverage_of(*silent, *opened, *unasked, partly) == [
        "toy.partly 2 0 1 0 1",
        "4 rules that found nothing 8 0 8 0 0",
        "4 rules that could not answer 12 0 0 0 12",
        "4 rules that had nothing to be asked of 0 0 0 0 0",
    ]
    assert len(coverage_of(*silent, *opened, *unasked, partly, show_all=True)) == 13
    assert [line.split()[0] for line in coverage_of(*silent[:3])] == ["toy.silent-0", "toy.silent-1", "toy.silent-2"]


def test_many_findings_of_one_rule_get_a_line_each() -> None:
    at = span("A.sol", "x", "x")
    items = tuple(finding(REENTRANCY, "A.sol", at, f"number {number}") for number in range(13))
    text = render(sample_report(findings=items, facts=(source("A.sol", "x"),)), Format.TEXT, context=RenderContext())
    assert str(text).count("--> A.sol:1:1") == 10
    assert str(text).count("medium[contracts.reentrancy] A.sol:1:1 number ") == 3


def test_a_span_beyond_the_end_of_its_file_renders_empty() -> None:
    at = SourceSpan(path="A.sol", start=9, end=9, line=7, column=3, end_line=7, end_column=5, digest="sha256:")
    page = Page(60)
    write_snippet(page, ("x",), at, gutter=1, style="high")
    assert page.render(colour=False) == "7 |\n  | ^\n"


class Terminal:
    def isatty(self) -> bool:
        return True


def test_colour_is_off_when_the_user_or_the_stream_does_not_want_it(capsys: pytest.CaptureFixture[str]) -> None:
    import sys
    from typing import TextIO, cast

    terminal = cast(TextIO, Terminal())
    assert wants_colour(terminal, {})
    assert not wants_colour(terminal, {"NO_COLOR": "1"})
    assert not wants_colour(terminal, {"TERM": "dumb"})
    assert not wants_colour(sys.stdout, {})

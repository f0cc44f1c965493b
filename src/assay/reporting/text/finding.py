"""One finding: what, where, the code, the path that makes it true, the guards that don't help, and what to do."""

from collections.abc import Iterator
from typing import assert_never

from assay.core.evidence import Calculation, SourceSpan, Statements, Step
from assay.core.report import Finding, RuleCard, Status
from assay.reporting.context import RenderContext
from assay.reporting.sources import Sources
from assay.reporting.text.page import Page, Segment
from assay.reporting.text.snippet import gutter_width, write_snippet
from assay.reporting.wording import CONFIDENCE, EXPOSURE, STATUS, calculation, suppressed_by

MOST_STEPS = 8
"""Steps of a path that are shown with their code; of a longer one the middle is left out."""


def write_finding(
    page: Page, finding: Finding, card: RuleCard | None, sources: Sources, context: RenderContext
) -> None:
    """The whole finding and a blank line."""
    gutter = gutter_width(_spans(finding))
    note: Segment = (" " * gutter + " = ", "gutter")
    style = str(finding.severity)
    status = "" if finding.status is Status.NEW else f" ({STATUS[finding.status]})"
    page.prose(((f"{finding.severity}[{finding.rule}]", style), (": ", "")), finding.message + status, indent=2)
    page.line((" " * gutter + "--> ", "gutter"), (_place(finding.at, context), "place"))
    page.line((" " * gutter + " |", "gutter"))
    write_snippet(page, sources.lines(finding.at.path), finding.at, gutter=gutter, style=style, before=2)
    page.line((" " * gutter + " |", "gutter"))
    for item in finding.evidence:
        match item:
            case Statements():
                _write_path(page, item, finding.at, gutter, sources, context)
            case SourceSpan():
                page.line(note, ("see ", "strong"), (_place(item, context), "place"))
                write_snippet(page, sources.lines(item.path), item, gutter=gutter, style="gutter")
            case Calculation():
                page.prose((note, ("calculation: ", "strong")), calculation(item), indent=gutter + 3)
            case _:
                assert_never(item)
    for guard in finding.guards:
        page.line(note, ("guard: ", "strong"), (guard.name, ""), (" at ", ""), (_place(guard.span, context), "place"))
        write_snippet(page, sources.lines(guard.span.path), guard.span, gutter=gutter, style="gutter")
        page.prose(((" " * (gutter + 3), ""),), f"does not help: {guard.why_not}", indent=gutter + 3)
    page.prose((note,), f"{CONFIDENCE[finding.confidence]}; {EXPOSURE[finding.exposure]}", indent=gutter + 3)
    if finding.suppression is not None:
        page.prose((note,), suppressed_by(finding.suppression), indent=gutter + 3)
    if card is not None:
        page.prose((note, ("help: ", "good")), card.remedy, indent=gutter + 3)
    page.line(note, ("more: ", "strong"), (f"`assay explain {finding.rule}`", ""))
    page.blank()


def write_brief(page: Page, finding: Finding, context: RenderContext) -> None:
    """The finding on one line."""
    page.line(
        ("  ", ""),
        (f"{finding.severity}[{finding.rule}] ", str(finding.severity)),
        (_place(finding.at, context), "place"),
        (f" {finding.message}", ""),
    )


def _write_path(
    page: Page, path: Statements, shown: SourceSpan, gutter: int, sources: Sources, context: RenderContext
) -> None:
    if len(path.steps) == 1 and path.steps[0].span == shown:  # its code stands above already
        step = path.steps[0]
        where = f"{step.note}, in {step.function.rpartition(':')[2]}"
        page.prose(((" " * gutter + " = ", "gutter"), ("path: ", "strong")), where, indent=gutter + 3)
        return
    page.line((" " * gutter + " = ", "gutter"), ("path: ", "strong"), ("one execution can do this, in this order", ""))
    count = len(path.steps)
    cut = range(MOST_STEPS - 2, count - 2) if count > MOST_STEPS and not context.show_all else range(0)
    for index, step in enumerate(path.steps):
        if index not in cut:
            _write_step(page, index + 1, step, gutter, sources, context)
        elif index == cut.start:
            page.line((" " * (gutter + 3), ""), (f"… {len(cut)} more steps", "dim"))


def _write_step(page: Page, number: int, step: Step, gutter: int, sources: Sources, context: RenderContext) -> None:
    indent = gutter + 4 + len(str(number))
    page.prose(((" " * (gutter + 3), ""), (f"{number} ", "strong")), step.note, indent=indent)
    function = step.function.rpartition(":")[2]
    page.line((" " * indent, ""), (_place(step.span, context), "place"), (f" in {function}", "dim"))
    write_snippet(page, sources.lines(step.span.path), step.span, gutter=gutter, style="strong")


def _spans(finding: Finding) -> Iterator[SourceSpan]:
    yield finding.at
    yield from (guard.span for guard in finding.guards)
    for item in finding.evidence:
        if isinstance(item, SourceSpan):
            yield item
        elif isinstance(item, Statements):
            yield from (step.span for step in item.steps)


def _place(span: SourceSpan, context: RenderContext) -> str:
    return f"{context.path(span.path)}:{span.line}:{span.column}"

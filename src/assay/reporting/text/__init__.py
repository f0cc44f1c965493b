"""The report as a good compiler prints it. Colour adds nothing to the content: plain output has the same characters."""

from assay.core.report import Report
from assay.reporting.context import RenderContext
from assay.reporting.selection import left_out, shown
from assay.reporting.sources import Sources
from assay.reporting.text.coverage import write_coverage, write_gaps, write_unused
from assay.reporting.text.finding import write_brief, write_finding
from assay.reporting.text.grade import write_grade
from assay.reporting.text.page import Page
from assay.reporting.wording import plural, summary_line

FULL_PER_RULE = 10
"""Findings of one rule that are shown with their code; further ones get a line each."""


def render(report: Report, context: RenderContext) -> str:
    """Findings worst first, what was not looked at, coverage, the grade, and the summary as the last line."""
    page = Page(max(context.width, 60))
    sources = Sources(report.facts)
    cards = {card.id: card for card in report.rules}
    seen: dict[str, int] = {}
    brief = []
    for finding in shown(report, context):
        seen[finding.rule] = seen.get(finding.rule, 0) + 1
        if seen[finding.rule] > FULL_PER_RULE and not context.show_all:
            brief.append(finding)
        else:
            write_finding(page, finding, cards.get(finding.rule), sources, context)
    if brief:
        page.head(f"{plural(len(brief), 'more finding')} of rules that were shown {FULL_PER_RULE} times")
        for finding in brief:
            write_brief(page, finding, context)
        page.blank()
    write_gaps(page, report, sources, context)
    write_coverage(page, report, context)
    write_unused(page, report, context)
    write_grade(page, report, context)
    if hidden := left_out(report, context):
        page.line(("not shown: " + ", ".join(hidden), "dim"))
    if not report.reproducible:
        page.line(("not reproducible: a time or memory limit of this machine ended part of the work", "medium"))
    page.line((summary_line(report), "strong"))
    return page.render(colour=context.colour)

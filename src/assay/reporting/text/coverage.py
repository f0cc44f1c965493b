"""What was not looked at, what each rule answered, and suppressions that suppress nothing."""

from assay.core.report import Report
from assay.reporting.context import RenderContext
from assay.reporting.sources import Sources
from assay.reporting.text.page import Page
from assay.reporting.wording import listed, place_of, plural

MOST_GAPS = 20
MOST_PARTS = 3


def write_gaps(page: Page, report: Report, sources: Sources, context: RenderContext) -> None:
    """Gaps, then what each rule could not answer, with the reasons."""
    unknown = [(outcomes.rule, reasoned) for outcomes in report.outcomes for reasoned in outcomes.unknown]
    if not report.gaps and not unknown:
        return
    page.head("not looked at")
    shown = report.gaps if context.show_all else report.gaps[:MOST_GAPS]
    for gap in shown:
        page.prose((("  ", ""), (place_of(gap, sources, context), "place"), (": ", "")), gap.because, indent=4)
    if len(shown) < len(report.gaps):
        page.line((f"  … {len(report.gaps) - len(shown)} more", "dim"))
    most = max((len(reasoned.parts) for _, reasoned in unknown), default=0) if context.show_all else MOST_PARTS
    for rule, reasoned in unknown:
        page.prose(
            (("  ", ""), (str(rule), "strong"), (f" unknown for {plural(len(reasoned.parts), 'part')}: ", "")),
            reasoned.because,
            indent=4,
        )
        page.prose((("    ", ""),), listed(reasoned.parts, most), indent=4)
    page.blank()


def write_coverage(page: Page, report: Report) -> None:
    """A table of every rule's outcomes, so that "nothing found" and "not looked" can't be confused."""
    if not report.outcomes:
        return
    width = max(len("coverage"), *(len(outcomes.rule) for outcomes in report.outcomes))
    heads = ("asked", "found", "clear", "not applicable", "unknown")
    page.line((f"{'coverage':<{width}}  {'  '.join(heads)}", "strong"))
    for outcomes in report.outcomes:
        not_applicable = sum(len(reasoned.parts) for reasoned in outcomes.not_applicable)
        unknown = sum(len(reasoned.parts) for reasoned in outcomes.unknown)
        counts = (outcomes.asked, len(outcomes.found), outcomes.clear, not_applicable, unknown)
        columns = [f"{count:>{len(head)}}" for head, count in zip(heads, counts, strict=True)]
        page.line(
            (f"{outcomes.rule:<{width}}  {columns[0]}  ", ""),
            (columns[1], "high" if outcomes.found else ""),
            (f"  {columns[2]}  {columns[3]}  ", ""),
            (columns[4], "medium" if unknown else ""),
        )
    page.blank()


def write_unused(page: Page, report: Report, context: RenderContext) -> None:
    """Suppressions that no finding needed: stale, expired or mistyped."""
    if not report.unused_suppressions:
        return
    page.head("unused suppressions")
    for suppression in report.unused_suppressions:
        rules = listed(suppression.rules, MOST_PARTS) or "every rule"
        page.prose(
            (("  ", ""), (context.path(suppression.where), "place"), (f" {rules}: ", "")), suppression.reason, indent=4
        )
    page.blank()

"""What was not looked at, what each rule answered, and suppressions that suppress nothing."""

from collections.abc import Sequence

from assay.core.report import Report, RuleOutcomes
from assay.reporting.context import RenderContext
from assay.reporting.sources import Sources
from assay.reporting.text.page import Page
from assay.reporting.unanswered import unanswered
from assay.reporting.wording import listed, place_of, plural

MOST_GAPS = 20
MOST_PARTS = 3
MOST_ALIKE = 3
"""Rules that answered alike everywhere and still get a line each; more are summed up in one."""
SILENT, OPEN, UNASKED = "found nothing", "could not answer", "had nothing to be asked of"
HEADS = ("asked", "found", "clear", "not applicable", "unknown")


def write_gaps(page: Page, report: Report, sources: Sources, context: RenderContext) -> None:
    """Gaps, then what rules could not answer, with the reasons."""
    unknown = unanswered(report)
    if not report.gaps and not unknown:
        return
    page.head("not looked at")
    shown = report.gaps if context.show_all else report.gaps[:MOST_GAPS]
    for gap in shown:
        page.prose((("  ", ""), (place_of(gap, sources, context), "place"), (": ", "")), gap.because, indent=4)
    if len(shown) < len(report.gaps):
        page.line((f"  … {len(report.gaps) - len(shown)} more", "dim"))
    groups = unknown if context.show_all else unknown[:MOST_GAPS]
    for group in groups:
        who = str(group.rules[0]) if len(group.rules) == 1 else plural(len(group.rules), "rule")
        parts = plural(len(group.parts), "part")
        page.prose((("  ", ""), (who, "strong"), (f" unknown for {parts}: ", "")), group.because, indent=4)
        page.prose((("    ", ""),), _some(group.parts, context), indent=4)
        if len(group.rules) > 1:
            page.prose((("    ", ""), ("rules: ", "")), _some(group.rules, context), indent=4)
    if len(groups) < len(unknown):
        page.line((f"  … {plural(len(unknown) - len(groups), 'more reason')}; --all lists them", "dim"))
    page.blank()


def _some(items: Sequence[str], context: RenderContext) -> str:
    return listed(items, len(items) if context.show_all else MOST_PARTS)


def write_coverage(page: Page, report: Report, context: RenderContext) -> None:
    """A table of the rules' outcomes, so that "nothing found" and "not looked" can't be confused.

    Many rules that found nothing, could not answer or had nothing to be asked of share a line.
    """
    if not report.outcomes:
        return
    alike: dict[str, list[RuleOutcomes]] = {}
    for outcomes in report.outcomes:
        alike.setdefault(_sameness(outcomes), []).append(outcomes)
    sums = [
        (f"{len(alike[what])} rules that {what}", alike[what])
        for what in (SILENT, OPEN, UNASKED)
        if len(alike.get(what, ())) > MOST_ALIKE and not context.show_all
    ]
    hidden = {outcomes.rule for _, group in sums for outcomes in group}
    rows = [outcomes for outcomes in report.outcomes if outcomes.rule not in hidden]
    names = [*(outcomes.rule for outcomes in rows), *(name for name, _ in sums)]
    width = max(len("coverage"), *map(len, names))
    page.line((f"{'coverage':<{width}}  {'  '.join(HEADS)}", "strong"))
    for outcomes in rows:
        _write_row(page, f"{outcomes.rule:<{width}}", [outcomes])
    for name, group in sums:
        _write_row(page, f"{name:<{width}}", group)
    page.blank()


def _sameness(outcomes: RuleOutcomes) -> str:
    """What rules say together; empty for those that need a line of their own."""
    if not outcomes.asked:
        return UNASKED
    if outcomes.clear == outcomes.asked:
        return SILENT
    unknown = sum(len(reasoned.parts) for reasoned in outcomes.unknown)
    return OPEN if unknown == outcomes.asked else ""


def _write_row(page: Page, name: str, summed: Sequence[RuleOutcomes]) -> None:
    found = sum(len(outcomes.found) for outcomes in summed)
    not_applicable = sum(len(reasoned.parts) for outcomes in summed for reasoned in outcomes.not_applicable)
    unknown = sum(len(reasoned.parts) for outcomes in summed for reasoned in outcomes.unknown)
    asked = sum(outcomes.asked for outcomes in summed)
    clear = sum(outcomes.clear for outcomes in summed)
    counts = (asked, found, clear, not_applicable, unknown)
    columns = [f"{count:>{len(head)}}" for head, count in zip(HEADS, counts, strict=True)]
    page.line(
        (f"{name}  {columns[0]}  ", ""),
        (columns[1], "high" if found else ""),
        (f"  {columns[2]}  {columns[3]}  ", ""),
        (columns[4], "medium" if unknown else ""),
    )


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

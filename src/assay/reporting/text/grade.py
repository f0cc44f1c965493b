"""The grade: a bar for its interval, the sub-grades, each outcome's share, and what cost most."""

from assay.core.grade import Grade, Interval
from assay.core.report import Report
from assay.reporting.context import RenderContext
from assay.reporting.text.page import Page
from assay.reporting.wording import interval, letter, measured, plural, questions, shares_of

BAR = 50
"""Columns of the bar: two points each."""
MOST_PARTS = 5


def write_grade(page: Page, report: Report, context: RenderContext) -> None:
    """The whole section and a blank line."""
    grade = report.grade
    points = grade.overall.points
    page.line(
        (f"grade {grade.overall.letter}" if grade.overall.letter else "no grade", _style(points)),
        (f" {interval(points)} of 100, methodology {grade.methodology}", "strong"),
    )
    page.line(("  0 ", ""), *_bar(points), (" 100", ""))
    for area in grade.areas:
        score = area.score
        row = f"  {area.area:<14} {letter(score)}  {interval(score.points):>6}"
        page.line((row if questions(score.shares) else f"  {area.area:<14} –  nothing was asked", ""))
    shares = ", ".join(f"{count} {name} ({share})" for name, count, share in shares_of(grade.overall.shares))
    asked = plural(questions(grade.overall.shares), "question")
    page.prose((("  ", ""),), f"{asked}: {shares}", indent=4)
    if report.measures:
        page.prose((("  ", ""),), f"measured: {measured(report.measures)}", indent=4)
    _write_parts(page, grade, context)
    for sentence in grade.explanation:
        page.prose((("  ", ""),), sentence, indent=4)
    page.blank()


def _write_parts(page: Page, grade: Grade, context: RenderContext) -> None:
    parts = [part for part in grade.parts if part.costs.high > 0]
    if not parts:
        return
    page.line(("  what cost most", "strong"))
    shown = parts if context.show_all else parts[:MOST_PARTS]
    for part in shown:
        cost = f"costs {interval(part.costs)}, has {interval(part.points)} points, weight {part.weight_percent} %"
        page.line(("    ", ""), (context.path(part.part), "place"), (f"  {cost}", ""))
    hidden = len(parts) - len(shown) + grade.parts_left_out
    if hidden:
        page.line((f"    … {hidden} more", "dim"))


def _bar(points: Interval) -> tuple[tuple[str, str], ...]:
    """A line from 0 to 100 on which the interval is solid, at least one column wide."""
    low = min(points.low * BAR // 100, BAR - 1)
    high = max(low + 1, -(-points.high * BAR // 100))
    return ("─" * low, "dim"), ("█" * (high - low), _style(points)), ("─" * (BAR - high), "dim")


def _style(points: Interval) -> str:
    if points.low >= 80:
        return "good"
    return "medium" if points.low >= 50 else "high"

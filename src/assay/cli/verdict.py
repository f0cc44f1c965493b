"""From a report, or two, to an exit code."""

from assay.cli.exits import CLEAN, FINDINGS, INCOMPLETE
from assay.core.comparison import Comparison, Direction
from assay.core.outcome import Severity
from assay.core.report import Report, Status
from assay.reporting.wording import plural


def verdict(report: Report, *, fail_on: Severity | None, fail_on_unknown: bool) -> int:
    """Findings weigh more than gaps: 1 when a new finding reaches `fail_on` (None: never), else 3 or 0."""
    fresh = (finding for finding in report.findings if finding.status is Status.NEW)
    if fail_on is not None and any(finding.severity.rank >= fail_on.rank for finding in fresh):
        return FINDINGS
    if fail_on_unknown and is_incomplete(report):
        return INCOMPLETE
    return CLEAN


def remark(report: Report, code: int) -> str:
    """What an exit code does not tell by itself: why a scan is incomplete, or that a clean one saw too little."""
    unknown = sum(len(reasoned.parts) for outcomes in report.outcomes for reasoned in outcomes.unknown)
    if code == INCOMPLETE:
        return f"incomplete: {plural(unknown, 'unknown answer')}, {plural(len(report.gaps), 'thing')} not looked at"
    if code == CLEAN and unknown and report.grade.overall.letter is None:
        return "too little was answered for a grade; --fail-on-unknown makes that exit code 3"
    return ""


def threshold(name: str | None) -> Severity | None:
    """What `--fail-on` and `fail-on` in `assay.toml` mean: `never` is None, not given is high."""
    if name is None:
        return Severity.HIGH
    return None if name == "never" else Severity(name)


def is_incomplete(report: Report) -> bool:
    """Whether any question is unanswered, or anything was not looked at."""
    return bool(report.gaps) or any(outcomes.unknown for outcomes in report.outcomes)


def got_worse(comparison: Comparison) -> bool:
    """Whether anything unsuppressed is new, any finding got graver, or the grade's lower end fell."""
    overall = comparison.overall
    return (
        any(finding.status is not Status.SUPPRESSED for finding in comparison.new)
        or any(move.direction is Direction.WORSE for move in comparison.moved)
        or overall.after.points.low < overall.before.points.low
    )

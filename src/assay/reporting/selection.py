"""Which findings a view shows, and in which order."""

from collections import Counter
from collections.abc import Iterable

from assay.core.outcome import Confidence, Exposure
from assay.core.report import Finding, Report, Status
from assay.reporting.context import RenderContext
from assay.reporting.wording import STATUS


def ranked(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Worst first: severity, confidence, exposure; then by place, so that the order is total."""
    return tuple(sorted(findings, key=_rank))


def _rank(finding: Finding) -> tuple[int, int, int, str, int, int, str, str]:
    return (
        -finding.severity.rank,
        list(Confidence).index(finding.confidence),
        list(Exposure).index(finding.exposure),
        finding.at.path,
        finding.at.start,
        finding.at.end,
        finding.rule,
        finding.fingerprint,
    )


def shown(report: Report, context: RenderContext) -> tuple[Finding, ...]:
    """The new findings, worst first; with `show_all` every other one behind them."""
    new = ranked(finding for finding in report.findings if finding.status is Status.NEW)
    if not context.show_all:
        return new
    return new + ranked(finding for finding in report.findings if finding.status is not Status.NEW)


def left_out(report: Report, context: RenderContext) -> tuple[str, ...]:
    """`2 suppressed`, `1 known (in the baseline)`: what `shown` does not show."""
    if context.show_all:
        return ()
    counts = Counter(finding.status for finding in report.findings)
    return tuple(
        f"{counts[status]} {STATUS[status]}" for status in Status if status is not Status.NEW and counts[status]
    )

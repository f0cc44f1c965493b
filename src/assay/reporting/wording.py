"""The sentences that all views share, so that a report says the same wherever it is read."""

from collections import Counter
from collections.abc import Iterable, Sequence

from assay.core.evidence import Calculation
from assay.core.fact import Gap, Measure
from assay.core.grade import Grade, Interval, Score, Shares
from assay.core.outcome import Confidence, Exposure, Severity
from assay.core.report import Finding, Report, Status, Suppression
from assay.reporting.context import RenderContext
from assay.reporting.sources import Sources

CONFIDENCE = {
    Confidence.HIGH: "high confidence",
    Confidence.MEDIUM: "medium confidence",
    Confidence.LOW: "low confidence",
}
EXPOSURE = {
    Exposure.ANYONE: "anyone can walk this path",
    Exposure.PRIVILEGED: "only an owner, role or contract that the code names can walk this path",
    Exposure.NOBODY: "no entry point reaches this today",
}
STATUS = {
    Status.NEW: "new",
    Status.KNOWN: "known (in the baseline)",
    Status.UNCHANGED: "unchanged (not touched by the diff)",
    Status.SUPPRESSED: "suppressed",
}


def plural(count: int, one: str, many: str = "") -> str:
    """`1 finding`, `2 findings`."""
    return f"{count} {one if count == 1 else many or one + 's'}"


def listed(items: Sequence[str], most: int) -> str:
    """`a, b and 3 more`: at most `most` items by name, the rest as a count."""
    if len(items) <= most:
        return ", ".join(items)
    return f"{', '.join(items[:most])} and {len(items) - most} more"


def interval(points: Interval) -> str:
    """`31–44`, or `44` when nothing is unknown."""
    return str(points.low) if points.low == points.high else f"{points.low}–{points.high}"


def letter(score: Score) -> str:
    """The letter, or a dash where too little was looked at."""
    return score.letter or "–"


def grade_line(grade: Grade) -> str:
    """`Grade D (31–44)`."""
    points = interval(grade.overall.points)
    return f"Grade {grade.overall.letter} ({points})" if grade.overall.letter else f"No grade ({points})"


def questions(shares: Shares) -> int:
    """How many (rule, part) questions were asked."""
    return shares.found + shares.clear + shares.not_applicable + shares.unknown


def shares_of(shares: Shares) -> tuple[tuple[str, int, str], ...]:
    """Each outcome's name, count and share: `("found", 3, "0.6 %")`. All shares are zero when nothing was asked."""
    named = (
        ("found", shares.found),
        ("clear", shares.clear),
        ("not applicable", shares.not_applicable),
        ("unknown", shares.unknown),
    )
    return tuple((name, count, _percent(count, questions(shares))) for name, count in named)


def _percent(count: int, total: int) -> str:
    tenths = (count * 2000 + total) // (2 * total) if total else 0
    return f"{tenths // 10}.{tenths % 10} %"


def severity_counts(findings: Iterable[Finding]) -> str:
    """`1 high, 2 medium`, worst first; empty when there is none."""
    counts = Counter(finding.severity for finding in findings)
    return ", ".join(f"{counts[severity]} {severity}" for severity in Severity if counts[severity])


def summary_line(report: Report) -> str:
    """`3 findings (1 high, 2 medium), 12 unknown of 500 questions. Grade D (31–44)`; counts only what is new."""
    fresh = [finding for finding in report.findings if finding.status is Status.NEW]
    by_severity = f" ({severity_counts(fresh)})" if fresh else ""
    shares = report.grade.overall.shares
    asked = plural(questions(shares), "question")
    findings = f"{plural(len(fresh), 'finding')}{by_severity}"
    return f"{findings}, {shares.unknown} unknown of {asked}. {grade_line(report.grade)}"


def calculation(item: Calculation) -> str:
    """`fee / total = 1/3 of the pool, with fee = 1, total = 3`."""
    inputs = ", ".join(f"{name} = {value}" for name, value in sorted(item.inputs.items()))
    value = f"{item.value} {item.unit}".strip()
    return f"{item.formula} = {value}" + (f", with {inputs}" if inputs else "")


def measured(measures: Iterable[Measure]) -> str:
    """`files read 2, depth 3 levels`: numbers that judge nothing; a unit that the name says already is left out."""
    return ", ".join(
        f"{item.name} {item.text or item.value}" + ("" if item.unit in ("", *item.name.split()) else f" {item.unit}")
        for item in measures
    )


def suppressed_by(suppression: Suppression) -> str:
    """Who said that a finding does not matter, why, and until when."""
    until = f", until {suppression.until}" if suppression.until else ""
    return f"suppressed at {suppression.where}{until}: {suppression.reason}"


def place_of(gap: Gap, sources: Sources, context: RenderContext) -> str:
    """What was not looked at, as a path that can be opened where it is one."""
    path = gap.what.partition(":")[0]
    return context.path(gap.what) if sources.knows(path) else gap.what

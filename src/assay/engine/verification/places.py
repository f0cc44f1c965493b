"""Places in the code: every span that a report mentions, held against the kept sources."""

from collections.abc import Iterator, Mapping

from assay.core.canonical import digest_of
from assay.core.evidence import Calculation, SourceSpan, Statements
from assay.core.report import Finding, Report
from assay.engine.verification.items import Item, fails, judged, unchecked
from assay.solidity.syntax.lines import LineIndex

BYTES = 1 << 31
"""Read for all spans together: a report with thousands of spans over whole files must not take hours."""


def check_places(report: Report, sources: Mapping[str, bytes]) -> Iterator[Item]:
    """Every span of every finding: its place, its guards, and its evidence."""
    known = {fact.key for fact in report.facts if fact.kind == "source"}
    reader = _Reader(sources)
    for finding in report.findings:
        for role, span in spans_of(finding):
            about = f"{finding.rule} at {finding.at.path}:{finding.at.line}, {role}"
            if span.path not in known:
                yield fails("span", about, f"{span.path} is not among the report's sources")
            elif span.path not in sources:
                yield unchecked("span", about, f"the content of {span.path} was not kept")
            else:
                yield reader.check(about, span)


def spans_of(finding: Finding) -> Iterator[tuple[str, SourceSpan]]:
    """Each span with its role: `place`, `guard 1`, `evidence 1`, `evidence 1 step 2`."""
    yield "place", finding.at
    for number, guard in enumerate(finding.guards, 1):
        yield f"guard {number}", guard.span
    for number, evidence in enumerate(finding.evidence, 1):
        match evidence:
            case SourceSpan():
                yield f"evidence {number}", evidence
            case Statements(steps=steps):
                for place, step in enumerate(steps, 1):
                    yield f"evidence {number} step {place}", step.span
            case Calculation():
                pass


class _Reader:
    """Checks spans, finding the lines of each file once."""

    def __init__(self, sources: Mapping[str, bytes]) -> None:
        self._sources = sources
        self._lines: dict[str, LineIndex] = {}
        self._left = BYTES

    def check(self, about: str, span: SourceSpan) -> Item:
        data = self._sources[span.path]
        if not 0 <= span.start <= span.end <= len(data):
            return fails("span", about, f"bytes {span.start} to {span.end} are not in {span.path}")
        # A position is read from the start of its line, so that one endless line costs its length each time.
        breaks = max(data.rfind(b"\n", 0, span.start), data.rfind(b"\r", 0, span.start))
        self._left -= 2 * (span.end - breaks)
        if self._left < 0:
            return unchecked("span", about, "the spans before it were too long to read them all")
        lines = self._lines.setdefault(span.path, LineIndex(data))
        problem = None
        if (*lines.position(span.start), *lines.position(span.end)) != _position(span):
            problem = "line or column do not belong to these bytes"
        elif digest_of(data[span.start : span.end]) != span.digest:
            problem = "the text there has another digest"
        return judged("span", about, problem)


def _position(span: SourceSpan) -> tuple[int, int, int, int]:
    return span.line, span.column, span.end_line, span.end_column

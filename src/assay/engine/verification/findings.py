"""What a finding says of itself: its rule, its calculations, its fingerprint, its status."""

from collections.abc import Iterator, Mapping

from assay.core.calculation import evaluate, format_value
from assay.core.errors import BadInput
from assay.core.evidence import Calculation
from assay.core.outcome import Found
from assay.core.report import Finding, Report, RuleCard, Status
from assay.core.subject import PartId, PartKind
from assay.engine.diff import touches
from assay.engine.fingerprints import fingerprints
from assay.engine.verification.items import Item, judged, unchecked

BYTES = 1 << 26
"""Of code that is cut into tokens for all fingerprints together; more is no honest report."""


def check_calculations(report: Report) -> Iterator[Item]:
    """Every formula, worked out again."""
    for finding in report.findings:
        for number, evidence in enumerate(finding.evidence, 1):
            if isinstance(evidence, Calculation):
                yield judged("calculation", f"{_named(finding)}, evidence {number}", _value(evidence))


def check_findings(report: Report) -> Iterator[Item]:
    """Rule, part and severity against the report's own lists."""
    cards = {card.id: card for card in report.rules}
    kinds = {part.id: part.kind for part in report.parts}
    for finding in report.findings:
        yield judged("finding", _named(finding), _membership(finding, cards.get(finding.rule), kinds))


def check_fingerprints(report: Report, sources: Mapping[str, bytes]) -> Iterator[Item]:
    """Fingerprints made again from the kept sources."""
    texts = {fact.key for fact in report.facts if fact.kind == "source" and fact.key not in sources}
    read = sum(max(0, finding.at.end - finding.at.start) for finding in report.findings)
    if texts or read > BYTES:
        why = "some sources were not kept" if texts else "the findings are too long to read them all"
        for finding in report.findings:
            yield unchecked("fingerprint", _named(finding), why)
        return
    found = [as_found(finding) for finding in report.findings]
    names = fingerprints(found, sources, {part.id: part.kind for part in report.parts})
    for finding, name in zip(report.findings, names, strict=True):
        problem = None if finding.fingerprint == name else f"rule, part and code give {name}"
        yield judged("fingerprint", _named(finding), problem)


def check_status(report: Report) -> Iterator[Item]:
    """New, known, unchanged or suppressed, from the report's own options."""
    baseline = frozenset(report.options.baseline or ())
    for finding in report.findings:
        expected = Status.NEW
        changed = report.options.changed_lines
        if finding.suppression is not None:
            expected = Status.SUPPRESSED
        elif finding.fingerprint in baseline:
            expected = Status.KNOWN
        elif changed is not None and not touches(as_found(finding), changed):
            expected = Status.UNCHANGED
        problem = None if finding.status is expected else f"it is {finding.status} and should be {expected}"
        yield judged("status", _named(finding), problem)


def as_found(finding: Finding) -> Found:
    """The outcome that the finding was made of."""
    return Found(
        rule=finding.rule,
        part=finding.part,
        message=finding.message,
        at=finding.at,
        severity=finding.severity,
        confidence=finding.confidence,
        exposure=finding.exposure,
        evidence=finding.evidence,
        guards=finding.guards,
    )


def _value(calculation: Calculation) -> str | None:
    try:
        value = format_value(evaluate(calculation))
    except BadInput as error:
        return str(error)
    return None if value == calculation.value else f"the formula gives {value[:80]}"


def _membership(finding: Finding, card: RuleCard | None, kinds: Mapping[PartId, PartKind]) -> str | None:
    if card is None:
        return "its rule is not in the report"
    if finding.severity not in card.severities:
        return f"the rule does not give the severity {finding.severity}"
    if kinds.get(finding.part) is not card.per:
        return f"{finding.part} is not a {card.per} of this report"
    return None


def _named(finding: Finding) -> str:
    return f"{finding.rule} at {finding.at.path}:{finding.at.line}"

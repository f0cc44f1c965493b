"""Findings as results: where, along which path, past which guards, and what others have said of them."""

from typing import Any, assert_never

from assay.core.evidence import Calculation, SourceSpan, Statements
from assay.core.outcome import Confidence, Exposure, Severity
from assay.core.report import Finding, Report, Status, Suppression
from assay.reporting.sarif.places import Places, message
from assay.reporting.sarif.rules import LEVELS
from assay.reporting.wording import CONFIDENCE, EXPOSURE, calculation

FINGERPRINT = "assay/v1"


def results(report: Report, places: Places) -> list[dict[str, Any]]:
    """Every finding, in the report's order."""
    index = {card.id: number for number, card in enumerate(report.rules)}
    return [_result(finding, report, index.get(finding.rule), places) for finding in report.findings]


def _result(finding: Finding, report: Report, rule_index: int | None, places: Places) -> dict[str, Any]:
    informational = finding.severity is Severity.INFO
    made: dict[str, Any] = {
        "ruleId": str(finding.rule),
        "kind": "informational" if informational else "fail",
        "level": LEVELS[finding.severity],
        "rank": rank(finding),
        "message": message(f"{finding.message} ({CONFIDENCE[finding.confidence]}; {EXPOSURE[finding.exposure]})"),
        "locations": [places.location(finding.at, part=finding.part)],
        "partialFingerprints": {FINGERPRINT: finding.fingerprint},
        "suppressions": _suppressions(finding, places),
        "properties": _properties(finding),
    }
    if rule_index is not None:
        made["ruleIndex"] = rule_index
    if related := _related(finding, places):
        made["relatedLocations"] = related
    if flows := [_code_flow(item, places) for item in finding.evidence if isinstance(item, Statements) and item.steps]:
        made["codeFlows"] = flows
    if report.options.baseline is not None:
        made["baselineState"] = "unchanged" if finding.fingerprint in report.options.baseline else "new"
    return made


def rank(finding: Finding) -> float:
    """SARIF's 0 to 100: severity first, then confidence, then who can walk the path."""
    confidence = {Confidence.HIGH: 16, Confidence.MEDIUM: 8, Confidence.LOW: 0}[finding.confidence]
    exposure = {Exposure.ANYONE: 8, Exposure.PRIVILEGED: 4, Exposure.NOBODY: 0}[finding.exposure]
    return float(finding.severity.rank * 25 + confidence + exposure)


def _related(finding: Finding, places: Places) -> list[dict[str, Any]]:
    """Steps, further spans and guards, numbered from 1 so that viewers can link to them."""
    made: list[dict[str, Any]] = []
    for item in finding.evidence:
        match item:
            case Statements():
                for number, step in enumerate(item.steps, 1):
                    text = f"step {number}: {step.note}"
                    made.append(places.location(step.span, text=text, part=step.function, number=len(made) + 1))
            case SourceSpan():
                made.append(places.location(item, text="see also", number=len(made) + 1))
            case Calculation():
                pass  # has no place; it stands among the properties
            case _:
                assert_never(item)
    for guard in finding.guards:
        text = f"guard {guard.name} does not help: {guard.why_not}"
        made.append(places.location(guard.span, text=text, number=len(made) + 1))
    return made


def _code_flow(path: Statements, places: Places) -> dict[str, Any]:
    steps = [
        {
            "location": places.location(step.span, text=step.note, part=step.function),
            "executionOrder": order,
            "importance": "essential",
        }
        for order, step in enumerate(path.steps, 1)
    ]
    return {"threadFlows": [{"locations": steps}]}


def _suppressions(finding: Finding, places: Places) -> list[dict[str, Any]]:
    """Empty for a finding that nobody suppressed: to SARIF that means "not suppressed", absence "not known"."""
    if finding.suppression is None:
        return [] if finding.status is not Status.SUPPRESSED else [{"kind": "external", "status": "accepted"}]
    return [_suppression(finding.suppression, places)]


def _suppression(suppression: Suppression, places: Places) -> dict[str, Any]:
    location = places.line(suppression.where)
    made: dict[str, Any] = {
        "kind": "inSource" if suppression.where.partition(":")[0].endswith(".sol") else "external",
        "status": "accepted",
        "justification": suppression.reason,
        "properties": {"where": suppression.where},
    }
    if suppression.until is not None:
        made["properties"]["until"] = suppression.until
    if location is not None:
        made["location"] = location
    return made


def _properties(finding: Finding) -> dict[str, Any]:
    made: dict[str, Any] = {
        "severity": str(finding.severity),
        "confidence": str(finding.confidence),
        "exposure": str(finding.exposure),
        "status": str(finding.status),
    }
    if calculations := [calculation(item) for item in finding.evidence if isinstance(item, Calculation)]:
        made["calculations"] = calculations
    return made

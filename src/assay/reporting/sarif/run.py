"""The run: the tool, what it read, what it could not look at, the results and the grade."""

from typing import Any

import msgspec

from assay.core.report import Report
from assay.reporting.context import RenderContext
from assay.reporting.sarif.places import ROOT, Places, message
from assay.reporting.sarif.results import results
from assay.reporting.sarif.rules import references_to_taxonomies, rules, taxonomies
from assay.reporting.wording import listed, plural

GAP, UNKNOWN = "assay/gap", "assay/unknown"
_NOTIFICATIONS = {GAP: "Something was not looked at", UNKNOWN: "A rule could not be answered"}


def run(report: Report, context: RenderContext) -> dict[str, Any]:
    """The one run of the log."""
    places = Places(report, context)
    return {
        "tool": {
            "driver": {
                "name": "assay",
                "version": report.version,
                "semanticVersion": report.version,
                "rules": rules(report.rules, report.findings),
                "notifications": [
                    {"id": name, "shortDescription": {"text": text}} for name, text in _NOTIFICATIONS.items()
                ],
                "supportedTaxonomies": references_to_taxonomies(),
            }
        },
        "taxonomies": taxonomies(report.rules),
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {ROOT: {"description": {"text": "The root of the project that was scanned."}}},
        "artifacts": places.artifacts(),
        "logicalLocations": places.logical_locations(),
        "invocations": [{"executionSuccessful": True, "toolExecutionNotifications": _notifications(report, places)}],
        "results": results(report, places),
        "properties": {
            "subject": str(report.subject),
            "digest": report.digest,
            "reproducible": report.reproducible,
            "grade": msgspec.to_builtins(report.grade),
            "coverage": msgspec.to_builtins(report.outcomes),
            "unusedSuppressions": msgspec.to_builtins(report.unused_suppressions),
        },
    }


def _notifications(report: Report, places: Places) -> list[dict[str, Any]]:
    """A warning for each gap, and for each reason why a rule is unknown for some parts."""
    made = []
    for gap in report.gaps:
        notification = _notification(GAP, f"{gap.what}: {gap.because}")
        if (location := places.line(gap.what)) is not None:
            notification["locations"] = [location]
        made.append(notification)
    index = {card.id: number for number, card in enumerate(report.rules)}
    for outcomes in report.outcomes:
        for reasoned in outcomes.unknown:
            parts = f"{plural(len(reasoned.parts), 'part')} ({listed(reasoned.parts, 20)})"
            notification = _notification(UNKNOWN, f"{outcomes.rule} is unknown for {parts}: {reasoned.because}")
            notification["associatedRule"] = {"id": str(outcomes.rule)}
            if outcomes.rule in index:
                notification["associatedRule"]["index"] = index[outcomes.rule]
            made.append(notification)
    return made


def _notification(descriptor: str, text: str) -> dict[str, Any]:
    number = list(_NOTIFICATIONS).index(descriptor)
    return {"descriptor": {"id": descriptor, "index": number}, "level": "warning", "message": message(text)}

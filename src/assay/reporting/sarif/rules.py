"""Rules and the lists that their tags point into."""

from collections.abc import Iterable
from typing import Any

from assay.core.outcome import Confidence, Severity
from assay.core.report import Finding, RuleCard
from assay.reporting.tags import LISTS, Entry, TagList, entry_of

LEVELS = {Severity.HIGH: "error", Severity.MEDIUM: "warning", Severity.LOW: "note", Severity.INFO: "none"}
SECURITY_SEVERITY = {Severity.HIGH: "8.0", Severity.MEDIUM: "5.5", Severity.LOW: "2.5"}
"""Inside what GitHub calls high (7.0 to 8.9), medium (4.0 to 6.9) and low (0.1 to 3.9)."""


def rules(cards: Iterable[RuleCard], findings: Iterable[Finding]) -> list[dict[str, Any]]:
    """A reporting descriptor for every rule that was asked."""
    lowest: dict[str, Confidence] = {}
    for finding in findings:
        known = lowest.get(finding.rule, finding.confidence)
        lowest[finding.rule] = max(known, finding.confidence, key=list(Confidence).index)
    return [_rule(card, lowest.get(card.id, Confidence.MEDIUM)) for card in cards]


def _rule(card: RuleCard, precision: Confidence) -> dict[str, Any]:
    worst = max(card.severities, key=lambda severity: severity.rank, default=Severity.INFO)
    entries = _once(entry for tag in card.tags if (entry := entry_of(tag)) is not None)
    own = [tag for tag in card.tags if entry_of(tag) is None]
    links = "".join(f"\n- <{reference}>" for reference in card.references)
    properties: dict[str, Any] = {
        "tags": list(dict.fromkeys(("security", *(label for entry in entries for label in entry.labels), *own))),
        "precision": str(precision),
        "area": str(card.area),
        "per": str(card.per),
    }
    if worst in SECURITY_SEVERITY:
        properties["security-severity"] = SECURITY_SEVERITY[worst]
    made: dict[str, Any] = {
        "id": str(card.id),
        "name": "".join(word.capitalize() for word in card.id.rpartition(".")[2].split("-")),
        "shortDescription": {"text": card.title},
        "fullDescription": {"text": card.meaning},
        "help": {
            "text": f"{card.meaning}\n\n{card.remedy}",
            "markdown": f"{card.meaning}\n\n**Remedy:** {card.remedy}\n{links}",
        },
        "defaultConfiguration": {"level": LEVELS[worst]},
        "properties": properties,
    }
    if card.references:
        made["helpUri"] = card.references[0]
    if entries:
        made["relationships"] = [
            {"target": {"id": entry.id, "toolComponent": _reference(entry.of)}, "kinds": ["relevant"]}
            for entry in entries
        ]
    return made


def taxonomies(cards: Iterable[RuleCard]) -> list[dict[str, Any]]:
    """The lists, each with the entries that this report's rules name."""
    named = {entry for card in cards for tag in card.tags if (entry := entry_of(tag)) is not None}
    return [_taxonomy(of, sorted((entry for entry in named if entry.of == of), key=lambda e: e.id)) for of in LISTS]


def references_to_taxonomies() -> list[dict[str, Any]]:
    """What the driver says it supports."""
    return [_reference(of) for of in LISTS]


def _reference(of: TagList) -> dict[str, Any]:
    return {"name": of.name, "index": LISTS.index(of)}


def _taxonomy(of: TagList, entries: list[Entry]) -> dict[str, Any]:
    made: dict[str, Any] = {
        "name": of.name,
        "organization": of.organization,
        "informationUri": of.address,
        "shortDescription": {"text": of.name},
        "contents": ["nonLocalizedData"],
        "isComprehensive": False,
        "taxa": [
            {"id": entry.id, "name": entry.id, "shortDescription": {"text": entry.title}, "helpUri": entry.address}
            for entry in _once(entries)
        ],
    }
    if of.version:
        made["version"] = of.version
    return made


def _once(entries: Iterable[Entry]) -> list[Entry]:
    return list({(entry.of, entry.id): entry for entry in entries}.values())

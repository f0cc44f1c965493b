"""From gathered material to a report: rules asked, outcomes folded, findings named, placed and graded.

Needs nothing but the material and the options, so that a report's kept facts give the same report again.
"""

import base64
from collections.abc import Mapping, Sequence
from datetime import date

from assay import __version__
from assay.core.canonical import canonical
from assay.core.errors import BadInput
from assay.core.fact import Fact, Gap, Material
from assay.core.outcome import Found, Outcome
from assay.core.report import Finding, Options, Report, RuleCard, Status, Suppression
from assay.core.rule import Rule
from assay.engine.children import ForkedChildren
from assay.engine.diff import touches
from assay.engine.fingerprints import fingerprints
from assay.engine.memory import Memory
from assay.engine.outcomes import fold
from assay.engine.rules import BoundRule, choose
from assay.engine.run import ask_all
from assay.engine.settings import FILE, Settings, parse_settings
from assay.engine.suppressions import read_suppressions
from assay.grading import grade


def scan_material(
    material: Material,
    options: Options,
    rules: Sequence[BoundRule],
    children: ForkedChildren,
    memory: Memory | None = None,
) -> Report:
    """Asks `rules`, or those of them that `options.only` names, and seals what comes of it.

    `options.as_of` is the date that suppressions are held against; it is dropped from the report when no
    suppression has a last day. Suppressions come from the source facts and from the fact of `assay.toml`.
    Raises `BadInput` for an unknown rule and for mistakes in `assay.toml`.
    """
    known = tuple(bound.rule.id for bound in rules)
    chosen = choose(options.only, tuple(rules)) if options.only else tuple(sorted(rules, key=lambda each: each.rule.id))
    asked = tuple(bound.rule for bound in chosen)
    texts = source_texts(material.facts)
    suppressions = read_suppressions(
        texts, settings_of(material.facts, known), known_rules=known, today=_as_of(options)
    )
    outcomes = ask_all(chosen, material, children, memory)
    coverage = fold(asked, material, outcomes)
    found = _distinct(outcomes)
    names = fingerprints(found, texts, {part.id: part.kind for part in material.parts})
    findings = tuple(
        _finding(each, name, suppression, options)
        for each, name, suppression in zip(found, names, suppressions.match(found, names), strict=True)
    )
    cards = tuple(_card(rule) for rule in asked)
    parts = tuple(sorted(material.parts, key=lambda part: part.id))
    return Report(
        version=__version__,
        subject=material.subject,
        options=_replaced_date(options, suppressions.dated),
        reproducible=children.reproducible,
        grade=grade(cards, parts, findings, coverage),
        findings=findings,
        outcomes=coverage,
        unused_suppressions=suppressions.unused(found, names, (rule.id for rule in asked)),
        gaps=_ordered((*material.gaps, *suppressions.notices)),
        measures=material.measures,
        rules=cards,
        parts=parts,
        facts=tuple(sorted(material.facts, key=lambda fact: (fact.kind, fact.key))),
    ).sealed()


def source_texts(facts: Sequence[Fact]) -> dict[str, bytes]:
    """The sources among the facts, by path, as far as their content was kept."""
    return {fact.key: content(fact) for fact in facts if fact.kind == "source" and fact.text is not None}


def content(fact: Fact) -> bytes:
    """The bytes of a fact whose text was kept."""
    text = fact.text or ""
    return base64.b64decode(text) if fact.encoding == "base64" else text.encode()


def settings_of(facts: Sequence[Fact], known_rules: Sequence[str]) -> Settings:
    """The settings that the facts hold; empty ones when there are none."""
    for fact in facts:
        if fact.kind == "config" and fact.key == FILE and fact.text is not None:
            return parse_settings(content(fact), known_rules=known_rules)
    return Settings()


def _as_of(options: Options) -> date:
    # A report without a date has no suppression with a last day, so that any date will do.
    try:
        return date.fromisoformat(options.as_of) if options.as_of is not None else date.min
    except ValueError as error:
        raise BadInput(f"as_of: {options.as_of!r} is no date") from error


def _replaced_date(options: Options, dated: bool) -> Options:
    return Options(
        paths=options.paths,
        only=tuple(sorted(options.only)),
        as_of=options.as_of if dated else None,
        baseline=options.baseline,
        changed_lines=options.changed_lines,
    )


def _distinct(outcomes: Sequence[Outcome]) -> tuple[Found, ...]:
    """Each finding once, by path, place and rule."""
    found = {canonical(outcome): outcome for outcome in outcomes if isinstance(outcome, Found)}
    order = sorted(
        found, key=lambda key: (found[key].at.path, found[key].at.start, found[key].at.end, found[key].rule, key)
    )
    return tuple(found[key] for key in order)


def _finding(found: Found, name: str, suppression: Suppression | None, options: Options) -> Finding:
    return Finding(
        fingerprint=name,
        rule=found.rule,
        part=found.part,
        message=found.message,
        at=found.at,
        severity=found.severity,
        confidence=found.confidence,
        exposure=found.exposure,
        evidence=found.evidence,
        guards=found.guards,
        status=_status(found, name, suppression, options),
        suppression=suppression,
    )


def _status(found: Found, name: str, suppression: Suppression | None, options: Options) -> Status:
    if suppression is not None:
        return Status.SUPPRESSED
    if options.baseline is not None and name in options.baseline:
        return Status.KNOWN
    if options.changed_lines is not None and not touches(found, options.changed_lines):
        return Status.UNCHANGED
    return Status.NEW


def _card(rule: Rule) -> RuleCard:
    return RuleCard(
        id=rule.id,
        title=rule.title,
        per=rule.per,
        area=rule.area,
        severities=rule.severities,
        tags=rule.tags,
        remedy=rule.remedy,
        meaning=rule.meaning,
        references=rule.references,
    )


def _ordered(gaps: Sequence[Gap]) -> tuple[Gap, ...]:
    distinct: Mapping[bytes, Gap] = {canonical(gap): gap for gap in gaps}
    return tuple(distinct[key] for key in sorted(distinct, key=lambda key: (distinct[key].what, key)))

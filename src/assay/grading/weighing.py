"""Questions and what their answers weigh: at best, as far as known, and at worst."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

import msgspec

from assay.core.canonical import canonical
from assay.core.errors import BadInput
from assay.core.outcome import RuleId, Severity
from assay.core.report import Finding, RuleCard, RuleOutcomes, Status
from assay.core.subject import Part, PartId
from assay.grading.methodology import Methodology

Key = tuple[RuleId, PartId]


@dataclass(frozen=True, slots=True)
class Weight:
    """How much one answer weighs, in [0, 1], and the severity under whose ceiling it falls."""

    amount: Fraction
    level: Severity

    def or_heavier(self, other: "Weight") -> "Weight":
        """The greater amount under the graver severity, so that a further finding never makes a question lighter."""
        graver = self.level if self.level.rank >= other.level.rank else other.level
        return Weight(max(self.amount, other.amount), graver)


NOTHING = Weight(Fraction(0), Severity.INFO)


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One rule asked of one part, when the answer was neither clear nor not applicable."""

    rule: RuleId
    part: PartId
    best: Weight
    """Unknown and suppressed count nothing."""
    known: Weight
    """Unknown counts nothing, suppressed in full."""
    worst: Weight
    """Unknown counts as the worst that the rule may give, suppressed in full."""
    findings: tuple[Finding, ...]
    """In order of place."""
    because: str | None
    """Why it is unknown; None when it is answered."""


def weigh(
    rules: Sequence[RuleCard],
    parts: Sequence[Part],
    findings: Sequence[Finding],
    outcomes: Sequence[RuleOutcomes],
    methodology: Methodology,
) -> tuple[Question, ...]:
    """The questions that weigh something at worst, sorted by rule and part.

    A question may be found and unknown at once (a part that was read in part): it then weighs its findings at best
    and the rule's worst at worst. Raises `BadInput` for a rule or part that is not in the report, and for a severity
    that the rule may not give.
    """
    cards = _by_id(rules)
    known_parts = {part.id for part in parts}
    unknown = _unknown(cards, known_parts, outcomes)
    found: dict[Key, list[Finding]] = {}
    for finding in findings:
        card = cards.get(finding.rule)
        if card is None or finding.part not in known_parts:
            raise BadInput(f"grade: finding {finding.fingerprint} names a rule or part that is not in the report")
        if finding.severity not in card.severities:
            raise BadInput(f"grade: {finding.rule} does not give the severity {finding.severity}")
        found.setdefault((finding.rule, finding.part), []).append(finding)
    return tuple(
        _question(key, cards[key[0]], found.get(key, ()), unknown.get(key), methodology)
        for key in sorted(found.keys() | unknown.keys())
    )


def weight_of(finding: Finding, methodology: Methodology) -> Weight:
    """Severity × confidence × exposure of one finding."""
    factors = methodology.confidence[finding.confidence] * methodology.exposure[finding.exposure]
    return Weight(methodology.severity[finding.severity] * factors, finding.severity)


def _question(
    key: Key, card: RuleCard, findings: Iterable[Finding], because: str | None, methodology: Methodology
) -> Question:
    placed = tuple(sorted(findings, key=_place))
    best = known = NOTHING
    for finding in placed:
        weight = weight_of(finding, methodology)
        known = known.or_heavier(weight)
        if finding.status is not Status.SUPPRESSED:
            best = best.or_heavier(weight)
    worst = known if because is None else known.or_heavier(_worst(card, methodology))
    rule, part = key
    return Question(rule=rule, part=part, best=best, known=known, worst=worst, findings=placed, because=because)


def _place(finding: Finding) -> tuple[str, int, bytes, bool]:
    # By all that counts for the grade, and so not by where the finding stands against a baseline or a diff.
    alike = canonical(msgspec.structs.replace(finding, status=Status.NEW))
    return finding.at.path, finding.at.start, alike, finding.status is Status.SUPPRESSED


def _worst(card: RuleCard, methodology: Methodology) -> Weight:
    gravest = max(card.severities, key=lambda severity: severity.rank)
    return Weight(methodology.severity[gravest], gravest)


def _by_id(rules: Sequence[RuleCard]) -> dict[RuleId, RuleCard]:
    cards = {card.id: card for card in rules}
    if len(cards) != len(rules):
        raise BadInput("grade: a rule stands in the report twice")
    for card in rules:
        if not card.severities:
            raise BadInput(f"grade: {card.id} gives no severity")
    return cards


def _unknown(cards: Mapping[RuleId, RuleCard], parts: set[PartId], outcomes: Sequence[RuleOutcomes]) -> dict[Key, str]:
    unknown: dict[Key, str] = {}
    for outcome in outcomes:
        if outcome.rule not in cards:
            raise BadInput(f"grade: outcomes of {outcome.rule}, which is not among the report's rules")
        for reasoned in outcome.unknown:
            for part in reasoned.parts:
                if part not in parts:
                    raise BadInput(f"grade: {outcome.rule} is unknown for {part}, which is not among the parts")
                key = (outcome.rule, part)
                unknown[key] = min(reasoned.because, unknown.get(key, reasoned.because))
    return unknown

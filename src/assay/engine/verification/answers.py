"""Coverage and grade: each rule one answer a part, and the grade that follows."""

from collections import Counter
from collections.abc import Iterator, Mapping

from assay.core.errors import BadInput
from assay.core.grade import Grade
from assay.core.outcome import RuleId
from assay.core.report import Report, RuleCard, RuleOutcomes
from assay.core.subject import PartId
from assay.engine.verification.items import Item, fails, judged, unchecked
from assay.grading import Methodology, grade
from assay.grading.methodology import UnknownMethodology


def check_outcomes(report: Report) -> Iterator[Item]:
    """Every rule of the report has exactly one entry, and every entry adds up."""
    entries: dict[RuleId, list[RuleOutcomes]] = {}
    for outcome in report.outcomes:
        entries.setdefault(outcome.rule, []).append(outcome)
    found: dict[RuleId, set[PartId]] = {}
    for finding in report.findings:
        found.setdefault(finding.rule, set()).add(finding.part)
    blind = {part for gap in report.gaps for part in gap.parts}
    cards = Counter(card.id for card in report.rules)
    for card in report.rules:
        mine = entries.pop(card.id, [])
        problem = f"{len(mine)} entries for {cards[card.id]} rules of that name"
        if len(mine) == cards[card.id] == 1:
            problem = _sums(report, card, mine[0], found.get(card.id, set()), blind) or ""
        yield judged("outcomes", card.id, problem or None)
    for rule in sorted(entries):
        yield fails("outcomes", rule, "the rule is not in the report")


def check_grade(report: Report) -> Iterator[Item]:
    """The whole grade, explanation included, worked out again by the methodology it names."""
    try:
        methodology = Methodology.load(report.grade.methodology)
        again = grade(report.rules, report.parts, report.findings, report.outcomes, methodology)
    except UnknownMethodology as error:
        yield unchecked("grade", "", f"{error} {error.advice}")
    except BadInput as error:
        yield fails("grade", "", str(error))
    else:
        differing = _differences(report.grade, again)
        yield judged("grade", "", f"{', '.join(differing)} do not follow from the outcomes" if differing else None)


def _sums(report: Report, card: RuleCard, outcome: RuleOutcomes, found: set[PartId], blind: set[PartId]) -> str | None:
    parts = {part.id for part in report.parts if part.kind is card.per}
    not_applicable = [part for reasoned in outcome.not_applicable for part in reasoned.parts]
    unknown = [part for reasoned in outcome.unknown for part in reasoned.parts]
    named = [*outcome.found, *not_applicable, *unknown]
    if outcome.asked != len(parts):
        return f"asked of {outcome.asked} parts, there are {len(parts)} of kind {card.per}"
    if len(set(named)) != len(named):
        return "a part has two answers"
    if not parts.issuperset(named):
        return f"an answer for a part that is not a {card.per} of this report"
    if outcome.clear != len(parts) - len(named):
        return f"{outcome.clear} clear, {len(parts) - len(named)} parts have no other answer"
    if set(outcome.found) != found:
        return "the parts with findings are not those it was found in"
    if not {*outcome.found, *unknown}.issuperset(blind & parts):
        return "a part that was not looked at is neither unknown nor found"
    return None


def _differences(before: Grade, again: Grade) -> list[str]:
    fields: Mapping[str, object] = {field: getattr(again, field) for field in Grade.__struct_fields__}
    return [field.replace("_", " ") for field, value in fields.items() if getattr(before, field) != value]

"""The grade of a report, from nothing but fields that the report itself carries.

Three readings of the same answers, each through the arithmetic of `rollup`:

- best: unknown and suppressed count nothing; gives the upper end
- worst: unknown counts as the worst its rule may give, suppressed in full; gives the lower end
- known: unknown counts nothing, suppressed in full; tells what the unknown answers alone decide

Both ends are rounded down, so that they are one number where nothing is unknown or suppressed.

A question only ever gets heavier from best to worst, so the ends never cross; a further finding, or an answer turned
into unknown, only makes it heavier at worst, so neither raises the lower end. Status against a baseline or a diff does
not count: the grade is about the code, not about the change.
"""

from collections.abc import Sequence
from fractions import Fraction
from math import floor

from assay.core.grade import AreaScore, Grade, PartScore
from assay.core.report import Finding, RuleCard, RuleOutcomes
from assay.core.rule import Area
from assay.core.subject import Part, PartId
from assay.grading.explanation import explain
from assay.grading.graded import GradedParts, graded_parts
from assay.grading.methodology import Methodology, latest
from assay.grading.readings import Readings, read, whole_costs, whole_points
from assay.grading.weighing import weigh


def grade(
    rules: Sequence[RuleCard],
    parts: Sequence[Part],
    findings: Sequence[Finding],
    outcomes: Sequence[RuleOutcomes],
    methodology: Methodology | None = None,
) -> Grade:
    """The grade by `methodology` (the newest one when None). The order of no argument matters.

    Raises `BadInput` when the arguments contradict one another: a finding of a rule or part that is not there, a
    severity that its rule may not give, a part or rule twice, a weight below 1.
    """
    method = methodology or latest()
    graded = graded_parts(parts)
    questions = weigh(rules, parts, findings, outcomes, method)
    overall = read(questions, outcomes, graded, method)
    area_of = {card.id: card.area for card in rules}
    by_area = {}
    for area in Area:
        mine = [question for question in questions if area_of[question.rule] is area]
        answers = [outcome for outcome in outcomes if area_of[outcome.rule] is area]
        by_area[area] = read(mine, answers, graded, method)
    scores = _part_scores(overall, graded, method)
    return Grade(
        methodology=method.version,
        methodology_digest=method.digest,
        overall=overall.score(method),
        areas=tuple(AreaScore(area=area, score=readings.score(method)) for area, readings in by_area.items()),
        parts=scores[: method.listed_parts],
        parts_left_out=max(0, len(scores) - method.listed_parts),
        explanation=explain(overall, by_area, scores, questions, graded, method),
    )


def _part_scores(overall: Readings, parts: GradedParts, methodology: Methodology) -> tuple[PartScore, ...]:
    """All graded parts, worst first: by exact cost at worst, as far as known and at best, then by name."""

    def costs(part: PartId) -> tuple[Fraction, ...]:
        readings = (overall.worst, overall.known, overall.best)
        return tuple(parts.by_id[part].cost(r.damages.get(part, Fraction(0)), methodology) for r in readings)

    by_cost = {part: costs(part) for part in parts.by_id}
    order = sorted(by_cost, key=lambda part: ([-cost for cost in by_cost[part]], part))
    scores = []
    for part in order:
        worst, _, best = by_cost[part]
        damages = [reading.damages.get(part, Fraction(0)) for reading in (overall.worst, overall.best)]
        scores.append(
            PartScore(
                part=part,
                points=whole_points(100 * (1 - damages[0]), 100 * (1 - damages[1])),
                weight_percent=floor(100 * parts.by_id[part].share + Fraction(1, 2)),
                costs=whole_costs(100 * best, 100 * worst),
            )
        )
    return tuple(scores)

"""The grade in sentences for a person: what cost how much, what is hidden or unknown, why there is no letter.

Sentences quote names and reasons from the code under analysis; whoever shows them escapes them for his medium.
"""

from collections.abc import Mapping, Sequence
from math import ceil

from assay.core.grade import Interval, PartScore
from assay.core.report import Finding, Status
from assay.core.rule import Area
from assay.core.subject import PartId
from assay.grading.graded import GradedParts
from assay.grading.methodology import Methodology
from assay.grading.readings import Readings
from assay.grading.weighing import Question, weight_of

SHOWN = 3
"""Parts, findings of a part, reasons and suppressions that are named; the rest is counted."""
LONGEST = 200
"""Characters of a quoted reason."""


def explain(
    overall: Readings,
    areas: Mapping[Area, Readings],
    scores: Sequence[PartScore],
    questions: Sequence[Question],
    parts: GradedParts,
    methodology: Methodology,
) -> tuple[str, ...]:
    """The verdict, the worst parts, what suppressions hide, what is unknown, and the areas without a letter."""
    at_home: dict[PartId, list[Question]] = {}
    for question in questions:
        at_home.setdefault(parts.home[question.part], []).append(question)
    sentences = [_verdict(overall, methodology)]
    costly = [score for score in scores if score.costs.high]
    sentences += [_part(score, at_home.get(score.part, []), methodology) for score in costly[:SHOWN]]
    if len(costly) > SHOWN:
        sentences.append(
            f"{len(costly) - SHOWN} other parts cost something too; beside the worst one they count little."
        )
    sentences += _suppressed(overall, questions)
    sentences += _unknown(overall, questions)
    sentences += [_area(area, readings, methodology) for area, readings in areas.items()]
    return tuple(sentence for sentence in sentences if sentence)


def _verdict(overall: Readings, methodology: Methodology) -> str:
    score = overall.score(methodology)
    reason = overall.why_no_letter(methodology)
    if reason is not None:
        if not overall.applicable:
            return f"No letter, because {reason}."
        best = methodology.band(score.points.high).letter
        return f"No letter, because {reason}; the points are {_range(score.points)} of 100, at best {best}."
    if score.letter == methodology.bands[0].letter and not overall.worst.damages:
        return f"{score.letter}: 100 of 100 points, nothing was found in {_count(overall.applicable, 'answer')}."
    return f"{score.letter}: {_range(score.points)} of 100 points, and the letter is that of the lower end."


def _part(score: PartScore, questions: Sequence[Question], methodology: Methodology) -> str:
    found = [finding for question in questions for finding in question.findings]
    found.sort(key=lambda f: (-weight_of(f, methodology).amount, -f.severity.rank, f.rule, f.at.path, f.at.start))
    causes = [_finding(finding) for finding in found[:SHOWN]]
    if len(found) > SHOWN:
        causes.append(_count(len(found) - SHOWN, "other finding"))
    unknown = sum(1 for question in questions if question.because is not None)
    if unknown:
        causes.append(_count(unknown, "unknown answer"))
    share = f"{score.weight_percent or 'under 1'} % of the whole"
    return f"{score.part} costs {_range(score.costs)} points; {share} rests on it: {'; '.join(causes)}."


def _finding(finding: Finding) -> str:
    hidden = ", suppressed" if finding.status is Status.SUPPRESSED else ""
    return (
        f"{finding.rule} at {finding.at.path}:{finding.at.line} ({finding.severity} severity, "
        f"{finding.confidence} confidence, open to {finding.exposure}{hidden})"
    )


def _suppressed(overall: Readings, questions: Sequence[Question]) -> list[str]:
    hidden = [f for question in questions for f in question.findings if f.status is Status.SUPPRESSED]
    if not hidden:
        return []
    places = [f"{finding.rule} at {finding.at.path}:{finding.at.line}" for finding in hidden[:SHOWN]]
    if len(hidden) > SHOWN:
        places.append(f"{len(hidden) - SHOWN} more")
    points = ceil(overall.best.points - overall.known.points)
    sentence = (
        f"{_count(len(hidden), 'suppressed finding')} would take up to {_count(points, 'point')} from the upper end; "
        f"the lower end counts them in full: {'; '.join(places)}."
    )
    return [sentence]


def _unknown(overall: Readings, questions: Sequence[Question]) -> list[str]:
    open_ = [question for question in questions if question.because is not None]
    if not open_:
        return []
    groups: dict[tuple[str, str], int] = {}
    for question in open_:
        key = (question.rule, question.because or "")
        groups[key] = groups.get(key, 0) + 1
    order = sorted(groups, key=lambda key: (-groups[key], key))
    reasons = [f"{rule} for {_count(groups[rule, why], 'part')} ({_short(why)})" for rule, why in order[:SHOWN]]
    if len(order) > SHOWN:
        reasons.append(f"{len(order) - SHOWN} more")
    sentence = (
        f"Unknown: {len(open_)} of {_count(overall.applicable, 'applicable answer')}, which may take up to "
        f"{_count(ceil(overall.doubt), 'point')} from the lower end: {'; '.join(reasons)}."
    )
    return [sentence]


def _area(area: Area, readings: Readings, methodology: Methodology) -> str:
    if not readings.asked:
        return f"{area.capitalize()} has no letter, because none of its rules was asked."
    reason = readings.why_no_letter(methodology)
    return f"{area.capitalize()} has no letter, because {reason}." if reason is not None else ""


def _range(points: Interval) -> str:
    return str(points.low) if points.low == points.high else f"{points.low} to {points.high}"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"

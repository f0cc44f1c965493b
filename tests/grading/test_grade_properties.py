"""What holds for the grade of every code base."""

from collections.abc import Callable, Sequence
from random import Random
from typing import TypeVar

import msgspec
from hypothesis import given
from hypothesis import strategies as st
from tests.grading.cases import RULES, Case, answers, cases, findings, with_unknown

from assay.core.grade import Grade, Score
from assay.core.outcome import RuleId
from assay.core.report import Finding, Status
from assay.core.subject import Part, PartId, PartKind
from assay.grading import grade, latest

T = TypeVar("T")

LETTERS = [band.letter for band in latest().bands]


def _scores(made: Grade) -> list[Score]:
    return [made.overall, *(area.score for area in made.areas)]


def _key(case: Case, data: st.DataObject) -> tuple[RuleId, PartId]:
    return data.draw(st.sampled_from(sorted(case.answers)))


def _with_status(case: Case, change: Callable[[Status], Status], unknown: str = "unknown") -> Case:
    """The case with the status of each finding changed, and another answer instead of unknown."""

    def changed(answer: tuple[Finding, ...] | str) -> tuple[Finding, ...] | str:
        if isinstance(answer, tuple):
            return tuple(msgspec.structs.replace(f, status=change(f.status)) for f in answer)
        return unknown if answer == "unknown" else answer

    return Case(case.rules, case.parts, {key: changed(answer) for key, answer in case.answers.items()})


def _never_better(before: Grade, after: Grade) -> None:
    for was, now in zip(_scores(before), _scores(after), strict=True):
        assert now.points.low <= was.points.low
        if was.letter and now.letter:
            assert LETTERS.index(now.letter) >= LETTERS.index(was.letter)


@given(cases(), st.data())
def test_adding_a_finding_never_raises_the_lower_end(case: Case, data: st.DataObject) -> None:
    key = _key(case, data)
    more = data.draw(findings(*key))
    if case.answers[key] == "unknown":  # stays unknown: one finding does not tell what else is there
        found = case.adding(more)
        after = grade(case.rules, case.parts, found.findings(), with_unknown(case, found.outcomes(), key))
    else:
        after = case.adding(more).grade()
    _never_better(case.grade(), after)


@given(cases(), st.data())
def test_turning_an_answer_into_unknown_never_raises_the_lower_end_nor_lowers_the_upper(
    case: Case, data: st.DataObject
) -> None:
    before, after = case.grade(), case.answered(_key(case, data), "unknown").grade()
    _never_better(before, after)
    for was, now in zip(_scores(before), _scores(after), strict=True):
        assert now.points.high >= was.points.high


@given(cases(), st.data())
def test_an_answer_instead_of_an_unknown_narrows_the_interval(case: Case, data: st.DataObject) -> None:
    key = _key(case, data)
    open_ = case.answered(key, "unknown").grade().overall.points
    answered = case.answered(key, data.draw(answers(*key))).grade().overall.points
    assert open_.low <= answered.low <= answered.high <= open_.high


@given(cases(), st.data())
def test_suppressing_findings_never_raises_the_lower_end_nor_lowers_the_upper(case: Case, data: st.DataObject) -> None:
    hidden = _with_status(case, lambda status: data.draw(st.sampled_from((status, Status.SUPPRESSED))))
    for was, now in zip(_scores(case.grade()), _scores(hidden.grade()), strict=True):
        assert now.points.low == was.points.low
        assert now.points.high >= was.points.high


@given(cases())
def test_baseline_and_diff_do_not_change_the_grade(case: Case) -> None:
    as_new = _with_status(case, lambda status: status if status is Status.SUPPRESSED else Status.NEW)
    assert as_new.grade() == case.grade()


@given(cases(), st.randoms(use_true_random=False))
def test_order_does_not_matter(case: Case, random: Random) -> None:
    def shuffled(items: Sequence[T]) -> list[T]:
        return random.sample(items, len(items))

    findings, outcomes = shuffled(case.findings()), shuffled(case.outcomes())
    assert grade(shuffled(case.rules), shuffled(case.parts), findings, outcomes) == case.grade()


@given(cases(), st.integers(1, 50))
def test_a_clear_contract_beside_changes_neither_the_order_of_the_others_nor_what_they_cost(
    case: Case, weight: int
) -> None:
    beside = Part(id=PartId("Z.sol:Z"), kind=PartKind.CONTRACT, weight=weight)
    clear = {(rule.id, beside.id): "clear" for rule in RULES if rule.per is PartKind.CONTRACT}
    padded = Case(case.rules, (*case.parts, beside), {**case.answers, **clear}).grade()
    others = [(p.part, p.points, p.costs) for p in padded.parts if p.part != beside.id]
    assert others == [(p.part, p.points, p.costs) for p in case.grade().parts]


@given(cases())
def test_ends_are_ordered_and_every_question_is_counted_once(case: Case) -> None:
    made = case.grade()
    for points in [*(score.points for score in _scores(made)), *(part.points for part in made.parts)]:
        assert 0 <= points.low <= points.high <= 100
    shares = [area.score.shares for area in made.areas]
    for outcome in ("found", "clear", "not_applicable", "unknown"):
        assert getattr(made.overall.shares, outcome) == sum(getattr(share, outcome) for share in shares)
    assert sum(msgspec.structs.astuple(made.overall.shares)) == len(case.answers)


@given(cases())
def test_without_unknown_and_suppressed_the_interval_is_one_number(case: Case) -> None:
    made = _with_status(case, lambda _: Status.NEW, unknown="clear").grade()
    asked = [score for score in _scores(made) if sum(msgspec.structs.astuple(score.shares))]
    assert all(score.points.low == score.points.high for score in asked)
    assert all(part.points.low == part.points.high and part.costs.low == part.costs.high for part in made.parts)


@given(cases())
def test_the_worst_part_comes_first_and_bounds_the_whole(case: Case) -> None:
    made = case.grade()
    worst = [part.costs.high for part in made.parts]
    assert worst == sorted(worst, reverse=True)
    assert made.overall.points.low <= 100 - worst[0] + 1


@given(cases())
def test_a_letter_is_the_band_of_the_lower_end(case: Case) -> None:
    for score in _scores(case.grade()):
        if score.letter is not None:
            assert score.letter == latest().band(score.points.low).letter
            answered = score.shares.found + score.shares.clear
            assert answered >= latest().coverage * (answered + score.shares.unknown)

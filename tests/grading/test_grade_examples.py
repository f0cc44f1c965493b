"""Grades that people will look up: what an auditor would find fair."""

import time

import pytest
from tests.grading.cases import HIGH, INFO, LOW, MEDIUM, Case, code_base, finding, lone_contract

from assay.core.errors import BadInput
from assay.core.grade import Interval
from assay.core.outcome import Confidence, Exposure, RuleId
from assay.core.report import Status
from assay.core.rule import Area
from assay.core.subject import Part, PartId, PartKind
from assay.grading import grade

F = "A.sol:A.f{}()"
SURE, LIKELY, UNSURE = Confidence
ANYONE, PRIVILEGED, NOBODY = Exposure


def _letter(case: Case) -> str | None:
    return case.grade().overall.letter


def test_a_clean_code_base_has_an_a_plus() -> None:
    made = lone_contract().grade()
    assert (made.overall.letter, made.overall.points) == ("A+", Interval(100, 100))
    assert made.explanation == ("A+: 100 of 100 points, nothing was found in 14 answers.",)


@pytest.mark.parametrize(
    ("severity", "confidence", "exposure", "letter"),
    [
        (HIGH, SURE, ANYONE, "F"),
        (HIGH, LIKELY, ANYONE, "D"),
        (HIGH, UNSURE, ANYONE, "C+"),
        (HIGH, SURE, PRIVILEGED, "C+"),
        (HIGH, SURE, NOBODY, "A"),
        (MEDIUM, SURE, ANYONE, "B-"),
        (MEDIUM, LIKELY, ANYONE, "B"),
        (MEDIUM, UNSURE, ANYONE, "A-"),
        (MEDIUM, SURE, PRIVILEGED, "A-"),
        (LOW, SURE, ANYONE, "A"),
        (LOW, LIKELY, ANYONE, "A"),
        (LOW, UNSURE, ANYONE, "A+"),
        (INFO, SURE, ANYONE, "A+"),
    ],
)
def test_one_finding_in_a_lone_contract(severity, confidence, exposure, letter) -> None:
    case = lone_contract().adding(finding("t.high", F.format(0), severity, confidence, exposure))
    assert _letter(case) == letter


@pytest.mark.parametrize(("severity", "letter"), [(HIGH, "F"), (MEDIUM, "D"), (LOW, "B"), (INFO, "A+")])
def test_any_number_of_findings_of_one_severity_stays_at_its_ceiling(severity, letter) -> None:
    case = lone_contract(functions=60)
    for i in range(60):
        case = case.adding(finding("t.high", F.format(i), severity))
    assert _letter(case) == letter


def test_only_lows_everywhere_and_much_resting_on_them_stay_in_the_bs() -> None:
    case = lone_contract(functions=40, weight=50)
    for i in range(40):
        case = case.adding(finding("t.low", F.format(i), LOW)).adding(finding("t.high", F.format(i), LOW))
    case = case.adding(finding("t.file", "A.sol", LOW))
    assert _letter(case) == "B"


def test_clean_contracts_beside_a_bad_one_do_not_help() -> None:
    alone = code_base({"A": 3}).adding(finding("t.high", F.format(0), HIGH))
    padded = code_base({"A": 3} | {f"Clean{i}": 3 for i in range(50)}).adding(finding("t.high", F.format(0), HIGH))
    assert (_letter(alone), _letter(padded)) == ("F", "F")
    assert padded.grade().overall.points.low - alone.grade().overall.points.low <= 3


def test_a_part_on_which_others_rest_costs_more() -> None:
    alone = lone_contract().adding(finding("t.high", F.format(0), MEDIUM)).grade()
    base = lone_contract(weight=10).adding(finding("t.high", F.format(0), MEDIUM)).grade()
    assert base.overall.points.low < alone.overall.points.low
    assert (alone.parts[0].costs, base.parts[0].costs) == (Interval(18, 18), Interval(20, 20))


def test_below_the_stated_coverage_there_is_no_letter_and_the_reason_is_said() -> None:
    case = lone_contract()
    for rule in ("t.info", "t.low"):
        case = case.answered((RuleId(rule), PartId(F.format(0))), "unknown")
    made = case.grade()
    assert made.overall.letter is None
    assert made.explanation[0] == (
        "No letter, because 2 of 14 applicable answers are unknown; 85 % are there, 90 % are needed; "
        "the points are 95 to 100 of 100, at best A+."
    )


def test_one_unknown_high_among_many_answers_takes_the_letter_and_not_to_f() -> None:
    case = lone_contract(functions=30).answered((RuleId("t.high"), PartId(F.format(0))), "unknown")
    made = case.grade()
    assert (made.overall.letter, made.overall.points) == (None, Interval(44, 100))
    assert (
        "\n".join(made.explanation)
        == """\
No letter, because what is unknown (1 of 122 applicable answers) alone decides between 44 and 100 points; \
the points are 44 to 100 of 100, at best A+.
A.sol:A costs 0 to 54 points; 100 % of the whole rests on it: 1 unknown answer.
Unknown: 1 of 122 applicable answers, which may take up to 56 points from the lower end: \
t.high for 1 part (the budget ran out).
Implementation has no letter, because what is unknown (1 of 90 applicable answers) alone decides \
between 44 and 100 points."""
    )


def test_what_is_known_to_be_an_f_stays_an_f_beside_an_unknown() -> None:
    case = lone_contract(functions=30).answered((RuleId("t.high"), PartId(F.format(0))), "unknown")
    assert _letter(case.adding(finding("t.high", F.format(1), HIGH))) == "F"


def test_an_unknown_that_can_only_hide_something_low_leaves_the_letter() -> None:
    case = lone_contract(functions=30).answered((RuleId("t.low"), PartId(F.format(0))), "unknown")
    assert (_letter(case), case.grade().overall.points) == ("A", Interval(95, 100))


def test_a_suppressed_high_widens_the_interval_and_leaves_the_letter_low() -> None:
    made = lone_contract().adding(finding("t.high", F.format(0), HIGH, status=Status.SUPPRESSED)).grade()
    assert (made.overall.letter, made.overall.points) == ("F", Interval(44, 100))
    assert made.explanation[2] == (
        "1 suppressed finding would take up to 56 points from the upper end; the lower end counts them in full: "
        "t.high at A.sol:7."
    )


def test_an_area_whose_rules_were_not_asked_has_no_letter_and_says_so() -> None:
    case = lone_contract()
    only = Case(case.rules[2:5], case.parts, {k: a for k, a in case.answers.items() if k[0] in ("t.high", "t.low")})
    made = only.grade()
    letters = {area.area: (area.score.letter, area.score.points) for area in made.areas}
    nothing = (None, Interval(0, 100))
    assert letters == {
        Area.DESIGN: nothing,
        Area.IMPLEMENTATION: ("A+", Interval(100, 100)),
        Area.OPERATIONS: nothing,
        Area.ECOSYSTEM: nothing,
    }
    assert made.explanation[1:] == tuple(
        f"{area} has no letter, because none of its rules was asked." for area in ("Design", "Operations", "Ecosystem")
    )


def test_nothing_asked_means_nothing_known() -> None:
    made = grade((), (), (), ())
    assert (made.overall.letter, made.overall.points) == (None, Interval(0, 100))


def test_a_finding_in_a_function_counts_for_its_contract_and_a_free_function_for_its_file() -> None:
    case = lone_contract()
    free = Part(id=PartId("A.sol:free()"), kind=PartKind.FUNCTION, parent=PartId("A.sol"))
    case = Case(case.rules, (*case.parts, free), {**case.answers, (RuleId("t.low"), free.id): "clear"})
    made = case.adding(finding("t.low", free.id, LOW)).grade()
    assert [(part.part, part.weight_percent, part.points) for part in made.parts] == [
        ("A.sol", 100, Interval(95, 95)),
        ("A.sol:A", 100, Interval(100, 100)),
    ]


def test_only_the_worst_parts_are_listed() -> None:
    made = code_base({f"C{i:02}": 1 for i in range(30)}).grade()
    assert (len(made.parts), made.parts_left_out) == (20, 40)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lambda c: grade(c.rules * 2, c.parts, [], []), "twice"),
        (lambda c: grade(c.rules, c.parts * 2, [], []), "twice"),
        (lambda c: grade(c.rules, c.parts, [finding("t.low", F.format(0), HIGH)], []), "does not give"),
        (lambda c: grade(c.rules, c.parts, [finding("t.none", F.format(0), HIGH)], []), "not in the report"),
        (lambda c: grade(c.rules, c.parts, [finding("t.low", "B.sol", LOW)], []), "not in the report"),
        (lambda c: grade(c.rules[1:], c.parts, [], c.outcomes()), "not among the report's rules"),
        (lambda c: grade(c.rules, [Part(id=PartId("x"), kind=PartKind.FILE, weight=0)], [], []), "below 1"),
    ],
)
def test_arguments_that_contradict_one_another_are_refused(change, why) -> None:
    with pytest.raises(BadInput, match=why):
        change(lone_contract())


def test_ten_thousand_unknown_functions_are_graded_fast() -> None:
    case = lone_contract(functions=10_000)
    unknown = Case(case.rules, case.parts, dict.fromkeys(case.answers, "unknown"))
    started = time.process_time()
    assert unknown.grade().overall.points == Interval(9, 100)
    assert time.process_time() - started < 8

"""A report of ours in the words that all tools share."""

from hypothesis import given
from hypothesis import strategies as st

from assay.core.evidence import SourceSpan
from assay.core.fact import Gap
from assay.core.grade import Grade, Interval, Score, Shares
from assay.core.outcome import Confidence, Exposure, RuleId, Severity
from assay.core.report import Finding, Options, Reasoned, Report, RuleCard, RuleOutcomes, Status
from assay.core.rule import Area
from assay.core.subject import Part, PartId, PartKind, Subject, SubjectKind
from assay.evaluation.ours import categories_in, functions_lost, reading_of
from assay.evaluation.tool import Flag, places

RULE = RuleId("contracts.reentrancy")
TAGS = ("owasp:SC05:2025", "dasp:unchecked_low_level_calls", "dasp:reentrancy")
PARTS = tuple(
    Part(id=PartId(id_), kind=kind, parent=PartId(parent) if parent else None)
    for id_, kind, parent in (
        ("a.sol", PartKind.FILE, None),
        ("a.sol:A", PartKind.CONTRACT, "a.sol"),
        ("a.sol:A.f()", PartKind.FUNCTION, "a.sol:A"),
        ("a.sol:A.g()", PartKind.FUNCTION, "a.sol:A"),
        ("a.sol:B", PartKind.CONTRACT, "a.sol"),
        ("a.sol:B.h()", PartKind.FUNCTION, "a.sol:B"),
    )
)


def _report(*, unknown: tuple[str, ...] = (), gaps: tuple[Gap, ...] = ()) -> Report:
    nothing = Score(points=Interval(0, 100), letter=None, shares=Shares(found=1, clear=0, not_applicable=0, unknown=0))
    reasoned = (Reasoned(because="odd", parts=tuple(map(PartId, unknown))),) if unknown else ()
    at = SourceSpan(
        path="a.sol", start=0, end=9, line=4, column=5, end_line=6, end_column=1, digest="sha256:" + "0" * 64
    )
    return Report(
        version="0",
        subject=Subject(SubjectKind.CODE, ".", "sha256:" + "0" * 64),
        options=Options(paths=(".",)),
        reproducible=True,
        grade=Grade(
            methodology="1",
            methodology_digest="",
            overall=nothing,
            areas=(),
            parts=(),
            parts_left_out=0,
            explanation=(),
        ),
        findings=(
            Finding(
                fingerprint="0" * 32,
                rule=RULE,
                part=PartId("a.sol:A.f()"),
                message="written after the call",
                at=at,
                severity=Severity.MEDIUM,
                confidence=Confidence.HIGH,
                exposure=Exposure.ANYONE,
                evidence=(),
                guards=(),
                status=Status.NEW,
            ),
        ),
        outcomes=(RuleOutcomes(rule=RULE, asked=3, found=(), clear=0, not_applicable=(), unknown=reasoned),),
        unused_suppressions=(),
        gaps=gaps,
        measures=(),
        rules=(
            RuleCard(
                id=RULE,
                title="",
                per=PartKind.FUNCTION,
                area=Area.IMPLEMENTATION,
                severities=(Severity.HIGH,),
                tags=TAGS,
                remedy="",
                meaning="",
                references=(),
            ),
        ),
        parts=PARTS,
        facts=(),
    )


def test_a_finding_carries_the_categories_of_its_rule_and_its_own_lines() -> None:
    reading = reading_of(_report(), ["a.sol"], 1.25)
    assert reading.flags == (
        Flag(
            rule="contracts.reentrancy",
            severity="medium",
            categories=("reentrancy", "unchecked_low_level_calls"),
            tags=TAGS,
            path="a.sol",
            lines=(4, 5),
            message="written after the call",
        ),
    )
    assert (reading.lost, reading.cpu_seconds, reading.compiler_seconds) == ({}, 1.25, None)


def test_a_file_that_is_no_part_of_the_report_is_lost_with_its_reason() -> None:
    report = _report(gaps=(Gap(what="b.sol", because="not text"),))
    assert reading_of(report, ["a.sol", "b.sol", "c.sol"], 0).lost == {
        "b.sol": "not text",
        "c.sol": "not in the report",
    }


def test_functions_are_lost_one_by_one_and_with_their_contract() -> None:
    assert functions_lost(_report()) == frozenset()
    assert functions_lost(_report(unknown=("a.sol:A.f()",))) == {"a.sol:A.f()"}
    assert functions_lost(_report(unknown=("a.sol:A",))) == {"a.sol:A.f()", "a.sol:A.g()"}
    gap = Gap(what="a.sol:7", because="not parsed", parts=(PartId("a.sol:B"),))
    assert functions_lost(_report(gaps=(gap,))) == {"a.sol:B.h()"}


def test_only_dasp_tags_are_categories() -> None:
    assert categories_in(("swc:107", "dasp:bad_randomness", "dasp:access_control")) == (
        "access_control",
        "bad_randomness",
    )


@given(st.integers(1, 500), st.integers(0, 50))
def test_a_long_span_points_at_its_first_line_only(first: int, more: int) -> None:
    lines = places(first, first + more)
    assert lines == (tuple(range(first, first + more + 1)) if more < 6 else (first,))

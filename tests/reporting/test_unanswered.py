"""What could not be answered is said once for each reason."""

from assay.core.outcome import RuleId
from assay.core.report import Reasoned, RuleOutcomes
from assay.core.subject import PartId
from assay.reporting.unanswered import Unanswered, unanswered
from assay.testing.reports import sample_report

F, G = PartId("A.sol:A.f()"), PartId("A.sol:A.g()")


def outcomes(name: str, *unknown: tuple[str, tuple[PartId, ...]]) -> RuleOutcomes:
    reasons = tuple(Reasoned(because=because, parts=parts) for because, parts in unknown)
    asked = sum(len(parts) for _, parts in unknown)
    return RuleOutcomes(rule=RuleId(name), asked=asked, found=(), clear=0, not_applicable=(), unknown=reasons)


def test_rules_with_the_same_parts_and_reason_are_one_and_the_most_rules_come_first() -> None:
    report = sample_report(
        outcomes=(
            outcomes("toy.a", ("late", (F,)), ("broken", (G,))),
            outcomes("toy.b", ("broken", (G,))),
            outcomes("toy.c", ("broken", (F, G))),
        )
    )
    assert unanswered(report) == (
        Unanswered((RuleId("toy.a"), RuleId("toy.b")), (G,), "broken"),
        Unanswered((RuleId("toy.a"),), (F,), "late"),
        Unanswered((RuleId("toy.c"),), (F, G), "broken"),
    )


def test_nothing_is_lost() -> None:
    report = sample_report()
    told = {(rule, part, each.because) for each in unanswered(report) for rule in each.rules for part in each.parts}
    assert told == {
        (outcome.rule, part, reasoned.because)
        for outcome in report.outcomes
        for reasoned in outcome.unknown
        for part in reasoned.parts
    }

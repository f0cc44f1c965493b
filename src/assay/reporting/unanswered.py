"""What rules could not answer, gathered by reason: a file that can't be parsed is said once, not once for each rule."""

from dataclasses import dataclass

from assay.core.outcome import RuleId
from assay.core.report import Report
from assay.core.subject import PartId


@dataclass(frozen=True, slots=True)
class Unanswered:
    """Rules that are unknown for the same parts and the same reason."""

    rules: tuple[RuleId, ...]
    """Sorted."""
    parts: tuple[PartId, ...]
    because: str


def unanswered(report: Report) -> tuple[Unanswered, ...]:
    """Each unknown answer once; what concerns most rules first, then by part and reason."""
    grouped: dict[tuple[tuple[PartId, ...], str], list[RuleId]] = {}
    for outcomes in report.outcomes:
        for reasoned in outcomes.unknown:
            grouped.setdefault((reasoned.parts, reasoned.because), []).append(outcomes.rule)
    made = (Unanswered(tuple(sorted(rules)), parts, because) for (parts, because), rules in grouped.items())
    return tuple(sorted(made, key=lambda each: (-len(each.rules), each.parts, each.because)))

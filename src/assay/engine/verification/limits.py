"""What limits of time and memory explain of the differences between a report and its rerun, and what they don't.

A limit never takes a finding away silently: what it ended is unknown, or a file that was not parsed, which is a gap.
So whoever calls a report "not reproducible" to hide that a finding is missing has to leave the question open.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TypeVar

import msgspec

from assay.core.children import Children, Ended
from assay.core.fact import Gap
from assay.core.outcome import RuleId
from assay.core.report import Reasoned, Report, RuleOutcomes
from assay.core.subject import PartId

T = TypeVar("T")
R = TypeVar("R")

Question = tuple[RuleId, PartId]

_PARSING = "parsing"


class EndedAgain:
    """`Children` whose parsing ends for the same files as it did when the report was made."""

    def __init__(self, children: Children, report: Report) -> None:
        self._children = children
        kept = {fact.key for fact in report.facts if fact.kind == "source"}
        named = [gap for gap in report.gaps if gap.what in kept and gap.because.startswith(f"{_PARSING} ")]
        self._ended: Mapping[str, str] = {} if report.reproducible else {gap.what: gap.because for gap in named}

    def map(self, work: Callable[[T], R], items: Sequence[T], *, label: str) -> Iterator[tuple[int, R | Ended]]:
        """See `Children.map`; items of parsing are pairs of path and source."""
        rest: list[int] = []
        for index, item in enumerate(items):
            because = self._ended.get(str(item[0])) if label == _PARSING and isinstance(item, tuple) else None
            if because is None:
                rest.append(index)
            else:
                yield index, Ended(because, reproducible=False)
        for place, answer in self._children.map(work, [items[index] for index in rest], label=label):
            yield rest[place], answer


def left_open(before: Report, after: Report) -> frozenset[Question] | None:
    """The questions that a limit left without an answer in one of the two; None when it may be all of them.

    It may be all when the rerun could not parse what the report's run could: other files then mean something else.
    """
    if not after.reproducible and set(map(_key, after.gaps)) - set(map(_key, before.gaps)):
        return None
    first, second = _unknown(before), _unknown(after)
    found = set() if before.reproducible else first - second
    return frozenset(found if after.reproducible else found | (second - first))


def without(report: Report, questions: frozenset[Question]) -> Report:
    """The report's findings and outcomes, but for these questions; neither graded nor sealed anew."""
    return msgspec.structs.replace(
        report,
        findings=tuple(f for f in report.findings if (f.rule, f.part) not in questions),
        outcomes=tuple(_cut(outcomes, questions) for outcomes in report.outcomes),
    )


def _key(gap: Gap) -> tuple[str, str]:
    return gap.what, gap.because


def _unknown(report: Report) -> set[Question]:
    return {
        (outcomes.rule, part) for outcomes in report.outcomes for reason in outcomes.unknown for part in reason.parts
    }


def _cut(outcomes: RuleOutcomes, questions: frozenset[Question]) -> RuleOutcomes:
    """What is clear is counted, not listed: a question that was clear is taken out of that count."""
    mine = frozenset(part for rule, part in questions if rule == outcomes.rule)
    found = tuple(part for part in outcomes.found if part not in mine)
    not_applicable, unknown = _others(outcomes.not_applicable, mine), _others(outcomes.unknown, mine)
    asked = outcomes.asked - len(mine)
    answered = len(found) + sum(len(reason.parts) for reason in (*not_applicable, *unknown))
    return msgspec.structs.replace(
        outcomes, asked=asked, found=found, clear=asked - answered, not_applicable=not_applicable, unknown=unknown
    )


def _others(reasons: Sequence[Reasoned], parts: frozenset[PartId]) -> tuple[Reasoned, ...]:
    kept = [(reason.because, tuple(part for part in reason.parts if part not in parts)) for reason in reasons]
    return tuple(Reasoned(because=because, parts=left) for because, left in kept if left)

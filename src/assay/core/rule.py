"""A rule is a value: everything the docs, SARIF, the methodology and the tests need to know of it."""

from collections.abc import Callable, Iterable, Sequence
from enum import StrEnum
from typing import Any, TypeVar

from assay.core.evidence import Evidence, Guard, SourceSpan, Statements, Step
from assay.core.outcome import Confidence, Exposure, Found, NotApplicable, Outcome, RuleId, Severity, Unknown
from assay.core.record import Record
from assay.core.subject import PartId, PartKind, SubjectKind


class Area(StrEnum):
    """The sub-grade that a rule counts for."""

    DESIGN = "design"
    IMPLEMENTATION = "implementation"
    OPERATIONS = "operations"
    ECOSYSTEM = "ecosystem"


class Rule(Record, frozen=True, kw_only=True):
    """One question. Fields without a default are required on purpose: a rule without its remedy is no rule."""

    id: RuleId
    title: str
    """A short sentence in the words of the field, no full stop."""
    kinds: tuple[SubjectKind, ...]
    per: PartKind
    """The kind of part it answers for, one outcome each."""
    area: Area
    severities: tuple[Severity, ...]
    """All that it may give, worst first."""
    tags: tuple[str, ...]
    """`owasp:SC05:2025`, `swc:107`, `cwe:841`, `dasp:reentrancy`."""
    meaning: str
    """What the weakness is, how it is used, what tells it from its innocent twin. Markdown, one to three paragraphs."""
    remedy: str
    references: tuple[str, ...]
    flagged: tuple[str, ...]
    clean: tuple[str, ...]
    """File names in the `examples/` folder beside the rule; the clean ones include the misleading twin."""

    def found(
        self,
        part: PartId,
        message: str,
        *,
        at: SourceSpan,
        severity: Severity | None = None,
        confidence: Confidence = Confidence.MEDIUM,
        exposure: Exposure = Exposure.ANYONE,
        path: Sequence[Step] = (),
        guards: Sequence[Guard] = (),
        evidence: Sequence[Evidence] = (),
    ) -> Found:
        """A finding; `severity` defaults to the worst the rule may give, `path` becomes `Statements` evidence."""
        walked: tuple[Evidence, ...] = (Statements(steps=tuple(path)),) if path else ()
        return Found(
            rule=self.id,
            part=part,
            message=message,
            at=at,
            severity=severity or self.severities[0],
            confidence=confidence,
            exposure=exposure,
            evidence=walked + tuple(evidence),
            guards=tuple(guards),
        )

    def unknown(self, part: PartId, *, because: str) -> Unknown:
        """The question could not be answered for `part`; `because` names what was missing."""
        return Unknown(rule=self.id, part=part, because=because)

    def not_applicable(self, part: PartId, *, because: str) -> NotApplicable:
        """The question makes no sense for `part`."""
        return NotApplicable(rule=self.id, part=part, because=because)


Answer = Callable[..., Iterable[Outcome]]
_A = TypeVar("_A", bound=Answer)

ANSWERED_BY: dict[RuleId, tuple[Rule, Answer]] = {}
"""Filled by `answers` when a rule's module is imported; read through `assay.engine.rules`."""


def answers(rule: Rule) -> Callable[[_A], _A]:
    """Declares the function that answers `rule`. Its parameters ask for facts by type; see `assay.core.provider`."""

    def declare(function: _A) -> _A:
        known = ANSWERED_BY.get(rule.id)
        if known is not None and _origin(known[1]) != _origin(function):
            raise TypeError(f"two functions answer {rule.id}: {_origin(known[1])} and {_origin(function)}")
        ANSWERED_BY[rule.id] = (rule, function)
        return function

    return declare


def _origin(function: Any) -> str:
    return f"{function.__module__}.{function.__qualname__}"

"""Two reports side by side: what is new, gone, worse and better. Made by `assay.engine.comparison`."""

from enum import StrEnum

from assay.core.grade import Score, Shares
from assay.core.outcome import RuleId
from assay.core.record import Record
from assay.core.report import Finding
from assay.core.rule import Area

SCHEMA = "assay-comparison/1"


class Direction(StrEnum):
    """How a finding that both reports have has moved."""

    WORSE = "worse"
    BETTER = "better"
    SUPPRESSED = "suppressed"
    UNSUPPRESSED = "no longer suppressed"


class Moved(Record, frozen=True, kw_only=True):
    """A finding with the same fingerprint in both reports and another weight or suppression."""

    direction: Direction
    before: Finding
    after: Finding


class ScoreMove(Record, frozen=True, kw_only=True):
    """A score in both reports."""

    area: Area | None
    """None for the overall score."""
    before: Score
    after: Score


class RuleMove(Record, frozen=True, kw_only=True):
    """A rule that answered differently; None where it was not asked."""

    rule: RuleId
    before: Shares | None
    after: Shares | None


class Side(Record, frozen=True, kw_only=True):
    """Which report this is."""

    digest: str
    subject: str
    version: str
    methodology: str


class Comparison(Record, frozen=True, kw_only=True):
    """The second report seen from the first one."""

    schema: str = SCHEMA
    before: Side
    after: Side
    notes: tuple[str, ...]
    """What makes the two hard to compare, in sentences: another subject, version, methodology, set of rules."""
    overall: ScoreMove
    areas: tuple[ScoreMove, ...]
    new: tuple[Finding, ...]
    gone: tuple[Finding, ...]
    moved: tuple[Moved, ...]
    same: int
    """Findings that both have, unmoved."""
    rules: tuple[RuleMove, ...]
    """Only those whose outcomes changed in number, sorted."""

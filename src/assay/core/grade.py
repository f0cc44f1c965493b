"""The grade: an interval, a letter only where enough was looked at, and what makes it up."""

from assay.core.record import Record
from assay.core.rule import Area
from assay.core.subject import PartId


class Interval(Record, frozen=True):
    """Whole points, 0 <= low <= high <= 100: unknowns at their worst, and at their best."""

    low: int
    high: int


class Shares(Record, frozen=True, kw_only=True):
    """How many (rule, part) questions had which outcome."""

    found: int
    clear: int
    not_applicable: int
    unknown: int


class Score(Record, frozen=True, kw_only=True):
    """Points and, where enough was looked at, a letter; for the whole or for one area."""

    points: Interval
    letter: str | None
    """None below the methodology's stated coverage, or when nothing was asked."""
    shares: Shares


class AreaScore(Record, frozen=True, kw_only=True):
    """The score of the rules that count for one area."""

    area: Area
    score: Score


class PartScore(Record, frozen=True, kw_only=True):
    """A graded part (a contract with its functions) and how much of the whole rests on it."""

    part: PartId
    points: Interval
    weight_percent: int
    costs: Interval
    """Points that it takes from the whole, at unknowns' best (low) and worst (high)."""


class Grade(Record, frozen=True, kw_only=True):
    """The methodology's verdict on all outcomes together."""

    methodology: str
    """Version of the methodology file, `2026.11`."""
    methodology_digest: str
    overall: Score
    areas: tuple[AreaScore, ...]
    parts: tuple[PartScore, ...]
    """Worst first; at most the number the methodology says, the rest is in `parts_left_out`."""
    parts_left_out: int
    explanation: tuple[str, ...]
    """Sentences for a person: what cost how much, why there is no letter."""

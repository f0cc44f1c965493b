"""The grade: an interval, a letter only where enough was looked at, and what makes it up."""


from assay.core.record import Record

from assay.core.rule import Area
from assay.core.subject import PartId


class Interval(Record):
    """Whole points, 0 <= low <= high <= 100: unknowns at their worst, and at their best."""

    low: int
    high: int


class Shares(Record, kw_only=True):
    """How many (rule, part) questions had which outcome."""

    found: int
    clear: int
    not_applicable: int
    unknown: int


class Score(Record, kw_only=True):
    points: Interval
    letter: str | None
    """None below the methodology's stated coverage, or when nothing was asked."""
    shares: Shares


class AreaScore(Record, kw_only=True):
    area: Area
    score: Score


class PartScore(Record, kw_only=True):
    """A graded part (a contract with its functions) and how much of the whole rests on it."""

    part: PartId
    points: Interval
    weight_percent: int
    costs: Interval
    """Points that it takes from the whole, at unknowns' best (low) and worst (high)."""


class Grade(Record, kw_only=True):
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

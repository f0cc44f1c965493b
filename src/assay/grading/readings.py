"""Three readings of the same answers: at best, as far as known, at worst."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor

from assay.core.grade import Interval, Score, Shares
from assay.core.report import RuleOutcomes
from assay.core.subject import PartId
from assay.grading.graded import GradedParts
from assay.grading.methodology import Methodology
from assay.grading.rollup import damage, points
from assay.grading.weighing import Question, Weight


@dataclass(frozen=True, slots=True)
class Reading:
    """Exact damage of each damaged graded part, and the points that follow."""

    damages: Mapping[PartId, Fraction]
    points: Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class Readings:
    """The answers to some questions (all, or one area's), read three ways."""

    best: Reading
    known: Reading
    worst: Reading
    shares: Shares

    @property
    def asked(self) -> int:
        """Questions with any outcome, those that do not apply included."""
        return self.applicable + self.shares.not_applicable

    @property
    def applicable(self) -> int:
        """Questions that make sense where they were asked."""
        return self.shares.found + self.shares.clear + self.shares.unknown

    @property
    def coverage(self) -> Fraction:
        """The share of applicable questions that were answered; 1 when none applies."""
        answered = self.shares.found + self.shares.clear
        return Fraction(answered, self.applicable) if self.applicable else Fraction(1)

    @property
    def doubt(self) -> Fraction:
        """Points that unknown answers alone take from the lower end."""
        return self.known.points - self.worst.points

    @property
    def interval(self) -> Interval:
        """Whole points, both ends rounded down; 0 to 100 when nothing was asked."""
        if not self.asked:
            return Interval(0, 100)
        return whole_points(self.worst.points, self.best.points)

    def score(self, methodology: Methodology) -> Score:
        """Points, and the letter of the lower end if `why_no_letter` has nothing to say."""
        letter = None
        if self.why_no_letter(methodology) is None:
            letter = methodology.band(self.interval.low).letter
        return Score(points=self.interval, letter=letter, shares=self.shares)

    def why_no_letter(self, methodology: Methodology) -> str | None:
        """The reason, as the end of a sentence that begins with "no letter, because"; None when there is one."""
        if not self.asked:
            return "nothing was asked"
        if not self.applicable:
            return "none of the questions applies"
        if self.coverage < methodology.coverage:
            return (
                f"{self.shares.unknown} of {self.applicable} applicable answers are unknown; "
                f"{_percent_down(self.coverage)} % are there, {_percent_down(methodology.coverage)} % are needed"
            )
        low = methodology.band(floor(self.worst.points))
        if self.doubt > methodology.doubt and low is not methodology.band(floor(self.known.points)):
            return (
                f"what is unknown ({self.shares.unknown} of {self.applicable} applicable answers) alone decides "
                f"between {floor(self.worst.points)} and {floor(self.known.points)} points"
            )
        return None


def read(
    questions: Sequence[Question], outcomes: Sequence[RuleOutcomes], parts: GradedParts, methodology: Methodology
) -> Readings:
    """Reads the given questions and counts the given outcomes, which have to be of the same rules."""
    home = [parts.home[question.part] for question in questions]

    def one(weights: list[Weight]) -> Reading:
        by_part: dict[PartId, list[Weight]] = {}
        for part, weight in zip(home, weights, strict=True):
            if weight.amount:
                by_part.setdefault(part, []).append(weight)
        damages = {part: damage(by_part[part], methodology) for part in sorted(by_part)}
        return Reading(damages, points(damages, parts, methodology))

    return Readings(
        best=one([question.best for question in questions]),
        known=one([question.known for question in questions]),
        worst=one([question.worst for question in questions]),
        shares=Shares(
            found=sum(len(outcome.found) for outcome in outcomes),
            clear=sum(outcome.clear for outcome in outcomes),
            not_applicable=sum(len(reason.parts) for outcome in outcomes for reason in outcome.not_applicable),
            unknown=sum(len(reason.parts) for outcome in outcomes for reason in outcome.unknown),
        ),
    )


def whole_points(low: Fraction, high: Fraction) -> Interval:
    """Both ends rounded down: equal ends stay equal, and no rounding ever flatters."""
    return Interval(floor(low), floor(high))


def whole_costs(low: Fraction, high: Fraction) -> Interval:
    """Both ends rounded up, as 100 less what is left in whole points; only what costs nothing costs 0."""
    return Interval(ceil(low), ceil(high))


def _percent_down(share: Fraction) -> int:
    """Whole percent, rounded down."""
    return floor(share * 100)

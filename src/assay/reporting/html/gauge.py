"""The grade as a picture: a scale from 0 to 100 with the methodology's bands, and the interval on it."""

from dataclasses import dataclass

from assay.core.grade import Score
from assay.reporting.context import Band
from assay.reporting.wording import interval

WIDTH = 600
"""Of the scale, in the picture's own units: six a point."""


@dataclass(frozen=True, slots=True)
class DrawnBand:
    """A band of the scale."""

    letter: str
    x: int
    width: int
    tone: int
    """0 for the worst to 4 for the best; a class of the style sheet."""


@dataclass(frozen=True, slots=True)
class Gauge:
    """All numbers that the template draws."""

    bands: tuple[DrawnBand, ...]
    x: int
    width: int
    middle: int
    label: str
    sentence: str
    """What the picture shows, for those who can't see it."""


def gauge(score: Score, bands: tuple[Band, ...]) -> Gauge:
    """The picture of `score`; without known bands it is a plain scale."""
    ordered = sorted(bands, key=lambda band: band.lowest)
    ends = [*(band.lowest for band in ordered), 100][1:]
    drawn = tuple(
        DrawnBand(band.letter, _x(band.lowest), _x(end) - _x(band.lowest), round(4 * index / max(1, len(ordered) - 1)))
        for index, (band, end) in enumerate(zip(ordered, ends, strict=True))
    )
    points = score.points
    width = max(6, _x(points.high) - _x(points.low))
    x = min(_x(points.low), WIDTH - width)
    named = f"grade {score.letter}" if score.letter else "no grade"
    sentence = f"{named}: between {points.low} and {points.high} of 100 points"
    return Gauge(drawn, x, width, min(max(x + width // 2, 30), WIDTH - 30), interval(points), sentence)


def _x(points: int) -> int:
    return points * WIDTH // 100

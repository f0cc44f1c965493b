"""Every number a grade depends on, read from a versioned data file and checked before anything is graded by it."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import Any, TypeVar

import msgspec

from assay.core.canonical import Digest, canonical, digest_of
from assay.core.errors import BadInput
from assay.core.outcome import Confidence, Exposure, Severity
from assay.core.rule import Area

_Level = TypeVar("_Level", Severity, Confidence, Exposure)

_VERSION = re.compile(r"[0-9]{4}\.[0-9]{2}")
_DECIMAL = re.compile(r"[0-9]{1,6}(\.[0-9]{1,6})?")


class UnknownMethodology(BadInput):
    """No methodology of that version ships with this assay."""

    advice = "Install the version of assay that wrote the report, or grade again with this one."


class _Number(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    factor: str
    why: str


class _SeverityNumber(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    factor: str
    ceiling: str
    why: str


class _Band(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"start": "from"}):
    letter: str
    start: str
    why: str


class _Rollup(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    floor: _Number
    spread: _Number


class _Letter(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    coverage: _Number
    doubt: _Number


class _Listing(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    parts: _Number


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    version: str
    model: str
    severity: dict[Severity, _SeverityNumber]
    confidence: dict[Confidence, _Number]
    exposure: dict[Exposure, _Number]
    rollup: _Rollup
    letter: _Letter
    listing: _Listing
    bands: list[_Band]
    areas: dict[Area, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """A letter, and the points from which on it is given."""

    letter: str
    start: int
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Methodology:
    """The numbers of one version; `model` says in words how they combine, and `assay.grading.grade` does it."""

    version: str
    digest: Digest
    """Of the canonical JSON of the data file's content: white space and comments don't count, sentences do."""
    model: str
    severity: Mapping[Severity, Fraction]
    """In [0, 1], falling from high to info; never above the ceiling of the same severity."""
    ceiling: Mapping[Severity, Fraction]
    """The most that findings of a severity and everything milder can damage one part; in (0, 1], falling."""
    confidence: Mapping[Confidence, Fraction]
    exposure: Mapping[Exposure, Fraction]
    floor: Fraction
    """The share of its damage that a part costs on which no other rests."""
    spread: Fraction
    """How far damage that is everywhere lowers the points beyond the worst part; at most 1/2."""
    coverage: Fraction
    """The least share of applicable questions with an answer for which there is a letter."""
    doubt: Fraction
    """The most points that unknown answers may take from the lower end for which there is a letter."""
    listed_parts: int
    bands: tuple[Band, ...]
    """Best first; the last one starts at 0."""
    areas: Mapping[Area, str]
    """What each sub-grade is about."""
    reasons: Mapping[str, str]
    """Name of a number, as `severity.high` or `rollup.floor`, to the sentence that says why it is what it is."""

    @classmethod
    def load(cls, version: str) -> "Methodology":
        """The methodology that ships under that version. Raises `UnknownMethodology` when there is none."""
        if version not in versions():
            raise UnknownMethodology(f"no methodology {version[:40]!a}; this assay has {', '.join(versions())}")
        return _load(version)

    @classmethod
    def read(cls, text: str) -> "Methodology":
        """A methodology from the text of a data file. Raises `BadInput` for one that does not make sense."""
        try:
            content = tomllib.loads(text)
            file = msgspec.convert(content, _File)
        except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
            raise BadInput(f"methodology: {error}") from error
        made = cls(
            version=file.version,
            digest=digest_of(canonical(content)),
            model=file.model,
            severity=_factors(file.severity, Severity),
            ceiling={level: _exact(file.severity[level].ceiling) for level in Severity},
            confidence=_factors(file.confidence, Confidence),
            exposure=_factors(file.exposure, Exposure),
            floor=_exact(file.rollup.floor.factor),
            spread=_exact(file.rollup.spread.factor),
            coverage=_exact(file.letter.coverage.factor),
            doubt=_exact(file.letter.doubt.factor),
            listed_parts=_whole(file.listing.parts.factor),
            bands=tuple(Band(letter=b.letter, start=_whole(b.start), why=b.why) for b in file.bands),
            areas={area: file.areas.get(area, "") for area in Area},
            reasons=_reasons(content),
        )
        made._check()
        return made

    def band(self, points: int) -> Band:
        """The band of whole points between 0 and 100."""
        return next(band for band in self.bands if points >= band.start)

    def _check(self) -> None:
        one, zero = Fraction(1), Fraction(0)
        sane = {
            "severity factors fall": all(a >= b for a, b in pairwise(self.severity[s] for s in Severity)),
            "ceilings fall": all(a >= b for a, b in pairwise(self.ceiling[s] for s in Severity)),
            "ceilings are in (0, 1]": all(zero < value <= one for value in self.ceiling.values()),
            "no severity is above its ceiling": all(self.severity[s] <= self.ceiling[s] for s in Severity),
            "factors are at most 1": all(f <= one for f in (*self.confidence.values(), *self.exposure.values())),
            "floor and coverage are at most 1": self.floor <= one and self.coverage <= one,
            "spread is at most 1/2": self.spread <= one / 2,
            "bands fall": all(a.start > b.start for a, b in pairwise(self.bands)),
            "the last band starts at 0": bool(self.bands) and self.bands[-1].start == 0,
            "each area has its meaning": all(self.areas.values()),
            "each number has its reason": all(self.reasons.values()),
            "the version looks like 2026.11": bool(_VERSION.fullmatch(self.version)),
        }
        for what, holds in sane.items():
            if not holds:
                raise BadInput(f"methodology {self.version[:40]!a}: it does not hold that {what}")


@cache
def versions() -> tuple[str, ...]:
    """The versions that ship with this assay, oldest first."""
    names = [entry.name for entry in (files("assay.grading") / "data").iterdir()]
    found = [name.removeprefix("methodology-").removesuffix(".toml") for name in names if name.endswith(".toml")]
    return tuple(sorted(version for version in found if _VERSION.fullmatch(version)))


def latest() -> Methodology:
    """The newest methodology that ships with this assay."""
    return _load(versions()[-1])


@cache
def _load(version: str) -> Methodology:
    path = files("assay.grading") / "data" / f"methodology-{version}.toml"
    made = Methodology.read(path.read_text(encoding="utf-8"))
    if made.version != version:
        raise BadInput(f"methodology {version}: the file says {made.version[:40]!a}")
    return made


def _factors(
    table: Mapping[_Level, _Number] | Mapping[_Level, _SeverityNumber], levels: type[_Level]
) -> dict[_Level, Fraction]:
    for level in levels:
        if level not in table:
            raise BadInput(f"methodology: no factor for {level}")
    return {level: _exact(table[level].factor) for level in levels}


def _exact(text: str) -> Fraction:
    if not _DECIMAL.fullmatch(text):
        raise BadInput(f"methodology: {text[:40]!a} is not a decimal number of at most six places")
    return Fraction(text)


def _whole(text: str) -> int:
    value = _exact(text)
    if value.denominator != 1:
        raise BadInput(f"methodology: {text} has to be a whole number")
    return value.numerator


def _reasons(content: Mapping[str, Any]) -> dict[str, str]:
    found = {}
    for table in ("severity", "confidence", "exposure", "rollup", "letter", "listing"):
        for name, number in content[table].items():
            found[f"{table}.{name}"] = str(number["why"])
    for band in content["bands"]:
        found[f"bands.{band['letter']}"] = str(band["why"])
    return found

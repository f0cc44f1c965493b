"""Facts as they are kept beside a report, and the material that a gathered subject consists of."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Protocol

from assay.core.record import Record
from assay.core.subject import Part, PartId, Subject


class Standing(StrEnum):
    """Who vouches for a fact. What somebody wrote about himself can't earn what a proof does."""

    DECLARED = "declared"
    OBSERVED = "observed"
    PROVED = "proved"


class Fact(Record, frozen=True, kw_only=True):
    """A raw answer as it was received."""

    kind: str
    """`source` for a Solidity file, `config` for a file that steers how others are read."""
    key: str
    """For files: the path below the project's root."""
    origin: str
    """Where it came from: `file`, `stdin`, a node's or feed's name; never an absolute path or a secret."""
    standing: Standing
    digest: str
    text: str | None = None
    """The content itself; None when only the digest is kept."""
    encoding: str = "utf-8"
    """`utf-8`, or `base64` for bytes that are not."""


class Gap(Record, frozen=True, kw_only=True):
    """Something that was not looked at, and why."""

    what: str
    """A path, a path with a line (`src/A.sol:12`), an import, a part."""
    because: str
    parts: tuple[PartId, ...] = ()
    """Parts whose every outcome is unknown because of it (unless a rule found something there all the same)."""


class Measure(Record, frozen=True, kw_only=True):
    """A number that judges nothing by itself."""

    name: str
    value: int
    unit: str
    text: str | None = None
    """The number as it is written where it is not a whole one (`5.9e-4`, `infinite`); `value` is then 0."""
    interval: tuple[str, str] | None = None
    """The ends between which it lies, where it is not known better, written as `text` is."""
    as_of: str | None = None
    """ISO date of the oldest figure that it was made from."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A piece of work with a budget of its own: for code, one contract (or the free functions of a file)."""

    name: str
    parts: tuple[PartId, ...]


@dataclass(frozen=True, slots=True)
class Focus:
    """The unit that is being asked about; providers that depend on it are asked anew for each unit."""

    unit: Unit


class Incomplete(Protocol):
    """A fact that could not be made for some parts: whoever asks for it has no answer for them unless he finds one.

    The engine knows it by its attribute.
    """

    @property
    def unanswered(self) -> Mapping[PartId, str]:
        """Part to the reason."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Division:
    """Units that have nothing to do with those of other divisions: rules see these seeds and no others."""

    key: str
    """Digest of all that answers about the units can depend on, apart from code."""
    units: tuple[str, ...]
    """Their names."""
    seeds: Mapping[type, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """All that was gathered about one subject, before any question is asked."""

    subject: Subject
    facts: tuple[Fact, ...]
    parts: tuple[Part, ...]
    units: tuple[Unit, ...]
    gaps: tuple[Gap, ...]
    measures: tuple[Measure, ...]
    seeds: Mapping[type, Any]
    """Facts that providers start from, by type."""
    divisions: tuple[Division, ...] = ()
    """Each unit in one; empty when all is one, with `seeds`."""

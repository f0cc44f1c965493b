"""What is asked of a tool under measurement, ours or a peer: read this batch, say what you flag."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from textwrap import shorten
from typing import Protocol

from assay.core.record import Record

SERIOUS = ("high", "medium")


class Flag(Record, kw_only=True, frozen=True):
    """One finding, in words that both tools share."""

    rule: str
    severity: str
    """`high`, `medium`, `low` or `info`, as the tool itself says."""
    categories: tuple[str, ...]
    """DASP categories with hyphens: `reentrancy`, `access_control`; sorted."""
    tags: tuple[str, ...] = ()
    """As the rule has them (`owasp:SC05:2025`); a peer has none."""
    path: str
    """Below the batch's folder."""
    lines: tuple[int, ...]
    """Where it points, sorted. A span of a whole function or contract counts as its first line only."""
    message: str

    @property
    def serious(self) -> bool:
        """High or medium: what a reader is expected to act on."""
        return self.severity in SERIOUS

    def at(self) -> str:
        """`src/A.sol:12`."""
        return f"{self.path}:{self.lines[0]}" if self.lines else self.path

    def brief(self) -> str:
        """Rule, place and message on one line of bounded length."""
        return f"{self.rule} {self.at()} {shorten(self.message, 140, placeholder=' …')}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """Files handed over in one call, the same to each tool."""

    name: str
    """Unique in a run: `curated/reentrancy/0.4.26`."""
    folder: Path
    """Holds the files, and those that they import; comments are blanked already, but in a rule's own examples."""
    files: tuple[str, ...]
    """The files that are asked about, below `folder`, sorted."""
    compiler: str | None = None
    """The compiler version that all of them accept; None when nobody asked."""
    together: bool = False
    """True when the files import each other and are one project; False when each stands alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a tool made of one batch."""

    flags: tuple[Flag, ...] = ()
    lost: Mapping[str, str] = field(default_factory=dict)
    """Files that were not read, with the reason's first line."""
    functions_lost: int = 0
    """Functions of files that were read for which at least one question was left open."""
    cpu_seconds: float = 0.0
    compiler_seconds: float | None = None
    """The share of `cpu_seconds` that a compiler took; None for a tool that needs none."""


class Tool(Protocol):
    """Reads batches. A file that it can't read is lost and counted, never an exception."""

    @property
    def name(self) -> str:
        """`assay`, `slither`."""
        ...

    @property
    def versions(self) -> Mapping[str, str]:
        """What was run, by name: the tool and whatever it depends on for its figures."""
        ...

    def read(self, batch: Batch) -> Reading:
        """One call over the whole batch."""
        ...


def places(first: int, last: int) -> tuple[int, ...]:
    """The lines that a span points at: all of a statement's, the first only of anything longer than six lines."""
    return tuple(range(first, last + 1)) if last - first < 6 else (first,)


def joined(readings: Iterable[Reading]) -> Reading:
    """Several readings as one: findings and times added up."""
    every = list(readings)
    lost: dict[str, str] = {}
    for reading in every:
        lost |= reading.lost
    compiling = [reading.compiler_seconds for reading in every if reading.compiler_seconds is not None]
    return Reading(
        flags=tuple(flag for reading in every for flag in reading.flags),
        lost=lost,
        functions_lost=sum(reading.functions_lost for reading in every),
        cpu_seconds=sum(reading.cpu_seconds for reading in every),
        compiler_seconds=sum(compiling) if compiling else None,
    )

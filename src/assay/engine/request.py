"""What a scan is asked for: everything that comes in from the top, in one value."""

import os
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from assay.core.subject import SubjectKind
from assay.engine.sandbox import Limits


def all_cores() -> int:
    """Processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@dataclass(frozen=True, slots=True, kw_only=True)
class ScanRequest:
    """One scan. What is None here is taken from the project's `assay.toml`, else a default."""

    today: date
    """Decides which suppressions still hold; gets into the report only when one has a last day."""
    paths: tuple[Path, ...] = ()
    """Files and folders; empty when `stdin` is given."""
    stdin: bytes | None = None
    """The source itself, when it came through standard input."""
    kind: SubjectKind | None = None
    """What the subject is; told from its name when None."""
    only: tuple[str, ...] = ()
    """Rule ids; empty for all rules."""
    config: Path | None = None
    """Read in place of the `assay.toml` at the project's root."""
    baseline: Path | None = None
    """An earlier JSON report."""
    diff: str | None = None
    """A git revision."""
    workers: int | None = None
    """Child processes; all cores when None."""
    seconds: float | None = None
    """Processor time for each unit and each fact; see `Limits.seconds`."""
    mebibytes: int | None = None
    """Memory of a child on top of what it inherits."""
    cache: Path | None = None
    """Folder that keeps what was worked out for the next run; None for none. It never changes the report."""
    keep_source: bool = True
    """Whether the report holds the text of the sources, without which `verify --rerun` needs the files."""

    def limits(self, seconds: float | None, mebibytes: int | None) -> Limits:
        """The limits asked for here, else those given, else the defaults."""
        default = Limits()
        return Limits(
            seconds=self.seconds or seconds or default.seconds,
            mebibytes=self.mebibytes or mebibytes or default.mebibytes,
        )

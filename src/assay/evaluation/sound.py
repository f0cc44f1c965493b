"""Sound code: audited libraries and protocols. What a tool flags high here a reader has to dismiss one by one."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from assay.core.record import Record
from assay.evaluation.blanking import code_lines
from assay.evaluation.corpora import Corpus, commit_of
from assay.evaluation.peers.compilers import Compilers
from assay.evaluation.staging import stage
from assay.evaluation.tool import Tool, joined
from assay.sources.files.scope import Scope


class SoundScore(Record, kw_only=True, frozen=True):
    """One tool on one sound code base."""

    tool: str
    high: int
    medium: int
    files_read: int
    functions_lost: int
    cpu_seconds: float
    compiler_seconds: float | None
    high_findings: tuple[str, ...]
    """`rule path:line message`, each high one by name."""
    lost: tuple[str, ...]
    """`file: why` for each file that could not be read."""


class SoundFigures(Record, kw_only=True, frozen=True):
    """What was measured on one code base."""

    corpus: str
    commit: str
    files: int
    code_lines: int
    scores: tuple[SoundScore, ...]
    """One a tool, ours first."""


def deployable(checkout: Path) -> dict[str, Path]:
    """The files below `contracts` that a scan of that folder reports on: no tests, mocks, scripts or dependencies.

    By path below the checkout, sorted.
    """
    scope = Scope()
    files = {path.relative_to(checkout).as_posix(): path for path in sorted((checkout / "contracts").rglob("*.sol"))}
    return {below: path for below, path in files.items() if scope.reports(below, ["contracts"])}


def measure(
    corpus: Corpus, checkout: Path, tools: Sequence[Tool], compilers: Compilers | None, scratch: Path
) -> SoundFigures:
    """Hands one code base to every tool as one project."""
    files = deployable(checkout)
    batches = stage(f"sound/{corpus.name}", files, scratch, compilers, together=True)
    scores = []
    for tool in tools:
        reading = joined(tool.read(batch) for batch in batches)
        scores.append(
            SoundScore(
                tool=tool.name,
                high=sum(flag.severity == "high" for flag in reading.flags),
                medium=sum(flag.severity == "medium" for flag in reading.flags),
                files_read=len(files) - len(reading.lost),
                functions_lost=reading.functions_lost,
                cpu_seconds=reading.cpu_seconds,
                compiler_seconds=reading.compiler_seconds,
                high_findings=tuple(sorted(flag.brief() for flag in reading.flags if flag.severity == "high")),
                lost=_lost(reading.lost),
            )
        )
    return SoundFigures(
        corpus=corpus.name,
        commit=commit_of(checkout),
        files=len(files),
        code_lines=sum(code_lines(path.read_bytes()) for path in files.values()),
        scores=tuple(scores),
    )


def per_thousand(count: int, lines: int) -> float | None:
    """Findings for each 1,000 code lines; None without lines."""
    return 1000 * count / lines if lines else None


def _lost(lost: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(f"{file}: {why}" for file, why in sorted(lost.items()))

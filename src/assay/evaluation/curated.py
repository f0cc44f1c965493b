"""SmartBugs Curated: real and textbook contracts whose weaknesses are labelled by line and DASP category.

A label counts as hit when a finding of a rule that answers its category points within two lines of a labelled
line. Labels are not complete: a finding at no label may well be right, so precision here is a lower bound.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import msgspec

from assay.core.errors import BadInput
from assay.core.record import Record
from assay.evaluation.blanking import code_lines
from assay.evaluation.corpora import CURATED, commit_of
from assay.evaluation.peers.compilers import Compilers
from assay.evaluation.staging import stage
from assay.evaluation.tool import Flag, Reading, Tool, joined

SLACK = 2
"""Lines that a finding may lie above or below a labelled line."""

CATEGORIES = (
    "reentrancy",
    "access_control",
    "arithmetic",
    "unchecked_low_level_calls",
    "denial_of_service",
    "bad_randomness",
    "front_running",
    "time_manipulation",
    "short_addresses",
    "other",
)
"""DASP's, in its order, as the corpus writes them. A rule answers one by its tag `dasp:…`."""


class Label(Record, kw_only=True, frozen=True):
    """One weakness as the corpus records it."""

    path: str
    """Below the checkout."""
    category: str
    lines: tuple[int, ...]

    def hit_by(self, flag: Flag) -> bool:
        """Whether `flag`, found in the label's own file, is this weakness."""
        return self.category in flag.categories and any(
            abs(at - labelled) <= SLACK for at in flag.lines for labelled in self.lines
        )

    def at(self) -> str:
        """`dataset/reentrancy/a.sol:12,20`."""
        return f"{self.path}:{','.join(map(str, self.lines))}"


class Score(Record, kw_only=True, frozen=True):
    """One tool on the files and labels of one category."""

    tool: str
    hit: int
    """Labels hit by a finding of any severity."""
    hit_seriously: int
    """Labels hit by a high or medium finding."""
    answering: int
    """Findings of this category anywhere in the corpus, at any severity."""
    answering_at_labels: int
    """Those of them that lie at a label of the category."""
    serious: int
    """High and medium findings of any category in this category's files."""
    files_read: int
    functions_lost: int
    cpu_seconds: float
    compiler_seconds: float | None
    missed: tuple[str, ...]
    """Labels that were not hit."""


class CategoryFigures(Record, kw_only=True, frozen=True):
    """What was measured for one category."""

    category: str
    labels: int
    files: int
    code_lines: int
    scores: tuple[Score, ...]
    """One a tool, ours first."""


class CuratedFigures(Record, kw_only=True, frozen=True):
    """The whole corpus."""

    commit: str
    categories: tuple[CategoryFigures, ...]
    lost: tuple[str, ...]
    """`tool: file: why` for each file that a tool could not read."""


class _Vulnerability(msgspec.Struct):
    lines: list[int]
    category: str


class _Entry(msgspec.Struct):
    path: str
    vulnerabilities: list[_Vulnerability]


def labels_in(checkout: Path) -> tuple[dict[str, str], tuple[Label, ...]]:
    """Each file's category (its folder's), and all labels in the corpus's order.

    Raises `BadInput` when vulnerabilities.json isn't of its known shape or names a category that isn't DASP's.
    """
    try:
        entries = msgspec.json.decode((checkout / CURATED.marker).read_bytes(), type=list[_Entry])
    except (OSError, msgspec.DecodeError) as error:
        raise BadInput(f"{checkout / CURATED.marker}: {error}") from error
    files = {entry.path: _category(Path(entry.path).parent.name) for entry in entries}
    labels = [
        Label(path=entry.path, category=_category(one.category), lines=tuple(sorted(one.lines)))
        for entry in entries
        for one in entry.vulnerabilities
    ]
    return files, tuple(labels)


def _category(name: str) -> str:
    if name not in CATEGORIES:
        raise BadInput(f"{CURATED.marker} names the category {name!r}, which is not one of DASP's")
    return name


def measure(checkout: Path, tools: Sequence[Tool], compilers: Compilers | None, scratch: Path) -> CuratedFigures:
    """Hands every category's files to every tool and scores them."""
    category_of, labels = labels_in(checkout)
    members = {category: [path for path in category_of if category_of[path] == category] for category in CATEGORIES}
    readings = {
        category: _read(checkout, category, paths, tools, compilers, scratch) for category, paths in members.items()
    }
    flags: dict[str, dict[str, list[Flag]]] = {tool.name: {} for tool in tools}
    for given in readings.values():
        for name, reading in given.items():
            for flag in reading.flags:
                flags[name].setdefault(flag.path, []).append(flag)
    figures = []
    for category, paths in members.items():
        wanted = [label for label in labels if label.category == category]
        scores = (
            score(tool.name, category, wanted, paths, flags[tool.name], readings[category][tool.name]) for tool in tools
        )
        figures.append(
            CategoryFigures(
                category=category,
                labels=len(wanted),
                files=len(paths),
                code_lines=sum(code_lines((checkout / path).read_bytes()) for path in paths),
                scores=tuple(scores),
            )
        )
    lost = (
        f"{name}: {file}: {why}"
        for given in readings.values()
        for name, reading in given.items()
        for file, why in sorted(reading.lost.items())
    )
    return CuratedFigures(commit=commit_of(checkout), categories=tuple(figures), lost=tuple(lost))


def _read(
    checkout: Path,
    category: str,
    paths: Sequence[str],
    tools: Sequence[Tool],
    compilers: Compilers | None,
    scratch: Path,
) -> dict[str, Reading]:
    """Each tool's reading of a category's files, paths given back as the corpus has them.

    A batch is flat, so that Slither reads a folder in one call; a file's name is its own within a category.
    """
    back = {Path(path).name: path for path in paths}
    files = {name: checkout / path for name, path in back.items()}
    batches = stage(f"curated/{category}", files, scratch, compilers, together=False) if files else []
    readings = {}
    for tool in tools:
        reading = joined(tool.read(batch) for batch in batches)
        readings[tool.name] = replace(
            reading,
            flags=tuple(msgspec.structs.replace(flag, path=back[flag.path]) for flag in reading.flags),
            lost={back[name]: why for name, why in reading.lost.items()},
        )
    return readings


def score(
    tool: str,
    category: str,
    labels: Sequence[Label],
    files: Sequence[str],
    flags: Mapping[str, Sequence[Flag]],
    reading: Reading,
) -> Score:
    """The arithmetic over what a tool said. `labels` are the category's, `flags` all of the tool's, by file."""
    hit = [label for label in labels if any(map(label.hit_by, flags.get(label.path, ())))]
    seriously = [label for label in labels if any(label.hit_by(f) for f in flags.get(label.path, ()) if f.serious)]
    answering = [(path, flag) for path, given in flags.items() for flag in given if category in flag.categories]
    at_labels = [flag for path, flag in answering if any(label.path == path and label.hit_by(flag) for label in labels)]
    return Score(
        tool=tool,
        hit=len(hit),
        hit_seriously=len(seriously),
        answering=len(answering),
        answering_at_labels=len(at_labels),
        serious=sum(flag.serious for path in files for flag in flags.get(path, ())),
        files_read=len(files) - len(reading.lost),
        functions_lost=reading.functions_lost,
        cpu_seconds=reading.cpu_seconds,
        compiler_seconds=reading.compiler_seconds,
        missed=tuple(label.at() for label in labels if label not in hit),
    )

"""SmartBugs Curated: real and textbook contracts whose weaknesses are labelled by line and DASP category.

A label counts as hit when a finding of a rule that answers its category points within two lines of a labelled
line. Labels are not complete: a finding at no label may well be right, so precision here is a lower bound.
"""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import msgspec

from assay.core.errors import BadInput
from assay.core.record import Record
from assay.evaluation.blanking import code_lines
from assay.evaluation.corpora import CURATED
from assay.evaluation.peers.compilers import Compilers
from assay.evaluation.staging import stage_apart
from assay.evaluation.tool import Flag, Reading, Tool

SLACK = 2
"""Lines that a finding may lie above or below a labelled line."""

CATEGORIES: Mapping[str, str] = {
    "reentrancy": "reentrancy",
    "access_control": "access-control",
    "arithmetic": "arithmetic",
    "unchecked_low_level_calls": "unchecked-low-level-calls",
    "denial_of_service": "denial-of-service",
    "bad_randomness": "bad-randomness",
    "front_running": "front-running",
    "time_manipulation": "time-manipulation",
    "short_addresses": "short-addresses",
    "other": "other",
}
"""The corpus's names to ours, in DASP's order. A rule answers one by its tag `dasp:…`."""


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
    try:
        return CATEGORIES[name]
    except KeyError:
        raise BadInput(f"{CURATED.marker} names the category {name!r}, which is not one of DASP's") from None


def measure(checkout: Path, tools: Sequence[Tool], compilers: Compilers | None, scratch: Path) -> CuratedFigures:
    """Hands every category's files to every tool and scores them."""
    category_of, labels = labels_in(checkout)
    flags: dict[str, dict[str, list[Flag]]] = {tool.name: {} for tool in tools}
    readings: dict[tuple[str, str], list[Reading]] = {}
    lost: list[str] = []
    for category in CATEGORIES.values():
        members = {Path(path).name: checkout / path for path in category_of if category_of[path] == category}
        paths = {Path(path).name: path for path in category_of if category_of[path] == category}
        for batch in stage_apart(f"curated/{category}", members, scratch, compilers) if members else ():
            for tool in tools:
                reading = tool.read(batch)
                readings.setdefault((tool.name, category), []).append(reading)
                lost += [f"{tool.name}: {paths[file]}: {why}" for file, why in sorted(reading.lost.items())]
                for flag in reading.flags:
                    flags[tool.name].setdefault(paths[Path(flag.path).name], []).append(flag)
    figures = []
    for category in CATEGORIES.values():
        files = [path for path in category_of if category_of[path] == category]
        wanted = [label for label in labels if label.category == category]
        scores = [
            score(tool.name, category, wanted, files, flags[tool.name], readings.get((tool.name, category), []))
            for tool in tools
        ]
        lines = sum(code_lines((checkout / path).read_bytes()) for path in files)
        figures.append(
            CategoryFigures(
                category=category, labels=len(wanted), files=len(files), code_lines=lines, scores=tuple(scores)
            )
        )
    return CuratedFigures(categories=tuple(figures), lost=tuple(lost))


def score(
    tool: str,
    category: str,
    labels: Sequence[Label],
    files: Sequence[str],
    flags: Mapping[str, Sequence[Flag]],
    readings: Iterable[Reading],
) -> Score:
    """The arithmetic over what a tool said. `labels` are the category's, `flags` all of the tool's, by file."""
    read = list(readings)
    hit = [label for label in labels if any(map(label.hit_by, flags.get(label.path, ())))]
    seriously = [label for label in labels if any(label.hit_by(f) for f in flags.get(label.path, ()) if f.serious)]
    answering = [(path, flag) for path, given in flags.items() for flag in given if category in flag.categories]
    at_labels = [flag for path, flag in answering if any(label.path == path and label.hit_by(flag) for label in labels)]
    compiling = [reading.compiler_seconds for reading in read if reading.compiler_seconds is not None]
    return Score(
        tool=tool,
        hit=len(hit),
        hit_seriously=len(seriously),
        answering=len(answering),
        answering_at_labels=len(at_labels),
        serious=sum(flag.serious for path in files for flag in flags.get(path, ())),
        files_read=len(files) - sum(len(reading.lost) for reading in read),
        functions_lost=sum(reading.functions_lost for reading in read),
        cpu_seconds=sum(reading.cpu_seconds for reading in read),
        compiler_seconds=sum(compiling) if compiling else None,
        missed=tuple(label.at() for label in labels if label not in hit),
    )

"""`python -m assay.evaluation.speed PATH`: how time and memory of a scan grow with the lines, and where the time goes.

Everything is in CPU seconds, since the wall clock of a shared machine says little.
"""

import os
import shutil
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import click

import assay
from assay.core.domain import Sought
from assay.core.errors import AssayError
from assay.core.outcome import RuleId
from assay.core.subject import SubjectKind
from assay.engine.ask import ask
from assay.engine.children import ForkedChildren
from assay.engine.facts import FactBook
from assay.engine.rules import gatherer_for, load
from assay.engine.sandbox import Limits
from assay.evaluation.clock import Ran, run

COPIES = (1, 2, 4)
SLOWEST = 15
"""Rules that are named."""

# Runs a scan and says the largest memory, in KiB on Linux, that it or any of its children had.
_START = (
    "import atexit, resource, sys; from assay.cli import main;"
    "most = lambda: max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN));"
    "atexit.register(lambda: sys.stderr.write(f'{most()}\\n')); main()"
)
_ANSWERED = (0, 1, 3)


@dataclass(frozen=True, slots=True, kw_only=True)
class Timed:
    """One scan, in a process of its own."""

    what: str
    files: int
    lines: int
    cpu_seconds: float
    mebibytes: float
    """The most that one process had: the parent or one child."""


def grown(sources: Path, copies: Sequence[int] = COPIES) -> tuple[Timed, ...]:
    """Scans so many copies beside each other, without a cache; then the last again, cold, warm, and after one edit."""
    timed = []
    with tempfile.TemporaryDirectory() as name:
        folder, cache = Path(name) / "copies", Path(name) / "cache"
        for number in range(max(copies)):
            _copy(sources, folder / f"copy{number}")
            if number + 1 in copies:
                timed.append(_scan(f"{number + 1} ×", folder, None))
        timed.append(_scan("cold", folder, cache))
        timed.append(_scan("warm", folder, cache))
        edited = sorted((folder / "copy0").rglob("*.sol"))[0]
        edited.write_bytes(edited.read_bytes() + b"\n// edited\n")
        timed.append(_scan("one file edited", folder, cache))
    return tuple(timed)


def by_rule(sources: Path) -> tuple[float, dict[RuleId, float]]:
    """CPU seconds of reading and parsing, and of each rule with the facts that it was the first to ask for."""
    children = ForkedChildren(workers=1, limits=Limits())
    began = _spent()
    material = gatherer_for(SubjectKind.CODE)(Sought(paths=(sources,)), children).material
    reading = _spent() - began
    rules = load(SubjectKind.CODE)
    kinds = {part.id: part.kind for part in material.parts}
    units = {unit.name: unit for unit in material.units}
    spent = dict.fromkeys((bound.rule.id for bound in rules), 0.0)
    for division in material.divisions:
        book = FactBook(division.seeds)
        for name in division.units:
            book.focus(units[name])
            for bound in rules:
                began = time.process_time()
                ask(bound, units[name], kinds, book)
                spent[bound.rule.id] += time.process_time() - began
    return reading, spent


def table(timed: Sequence[Timed]) -> str:
    """One row a scan; the last column shows whether time grows with the lines."""
    rows = [f"{'scan':16} {'files':>6} {'lines':>8} {'CPU s':>7} {'MiB':>6} {'ms per 1,000 lines':>19}"]
    for each in timed:
        rate = 1_000_000 * each.cpu_seconds / max(1, each.lines)
        rows.append(
            f"{each.what:16} {each.files:6,} {each.lines:8,} {each.cpu_seconds:7.2f} {each.mebibytes:6.0f} {rate:19.1f}"
        )
    return "\n".join(rows)


def rule_table(reading: float, spent: dict[RuleId, float]) -> str:
    """The slowest rules first."""
    rows = [f"{'reading and parsing':44} {reading:7.2f}"]
    order = sorted(spent, key=lambda rule: (-spent[rule], rule))
    rows += [f"{rule:44} {spent[rule]:7.2f}" for rule in order[:SLOWEST]]
    rest = sum(spent[rule] for rule in order[SLOWEST:])
    return "\n".join([*rows, f"{f'{len(order[SLOWEST:])} others':44} {rest:7.2f}"])


def _scan(what: str, folder: Path, cache: Path | None) -> Timed:
    command = [sys.executable, "-c", _START, "scan", str(folder), "--format", "json", "--no-source", "--quiet"]
    env = {"PYTHONPATH": str(Path(assay.__file__).parents[1])}
    if cache is None:
        command.append("--no-cache")
    else:
        env["ASSAY_CACHE_DIR"] = str(cache)
    ran = run(command, cwd=folder, env=env)
    if ran.code not in _ANSWERED:
        raise AssayError(f"the scan gave no report: {ran.err.decode(errors='replace').strip()[-200:]}")
    files = sorted(folder.rglob("*.sol"))
    lines = sum(file.read_bytes().count(b"\n") for file in files)
    return Timed(what=what, files=len(files), lines=lines, cpu_seconds=ran.cpu_seconds, mebibytes=_most(ran))


def _most(ran: Ran) -> float:
    return int(ran.err.split()[-1]) / (1024 * 1024 if sys.platform == "darwin" else 1024)


def _spent() -> float:
    """CPU seconds of this process and of its children that have ended."""
    used = os.times()
    return used.user + used.system + used.children_user + used.children_system


def _copy(sources: Path, to: Path) -> None:
    """The Solidity files of a folder, where they stand in it."""
    for file in sorted(sources.rglob("*.sol")):
        place = to / file.relative_to(sources)
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, place)


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("sources", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option("--copies", default=",".join(map(str, COPIES)), show_default=True, help="How often, with commas.")
def main(sources: Path, copies: str) -> None:
    """Time scans of SOURCES: growing, cold and warm, and rule by rule."""
    click.echo(table(grown(sources, tuple(int(number) for number in copies.split(",")))))
    click.echo()
    click.echo(rule_table(*by_rule(sources)))


if __name__ == "__main__":
    main()

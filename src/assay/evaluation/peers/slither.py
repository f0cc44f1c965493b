"""Slither beside us: the PyPI package `slither-analyzer` (AGPL) in its own environment, as a child process.

It gets the files that we get, in the same batches. Where a batch fails as a whole its files are tried one by one, and
those that can be read are handed over together once more: one file that doesn't compile costs Slither that file and
no other, and none of the time that the search took.
"""

import json
import tempfile
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from assay.core.errors import BadInput
from assay.evaluation.clock import Ran, run
from assay.evaluation.peers.compilers import Compilers, seconds_in
from assay.evaluation.tool import Batch, Flag, Reading, joined, places

DETECTORS = Path(__file__).with_name("slither.toml")
AGGREGATE = "AllTogether__.sol"
"""Imports every file of a batch that is one project, so that it is compiled once as a user's build would."""

_SEVERITY = {"High": "high", "Medium": "medium", "Low": "low", "Informational": "info", "Optimization": "info"}


def categories_of_detectors() -> dict[str, tuple[str, ...]]:
    """Detector name to its DASP categories, from slither.toml."""
    with DETECTORS.open("rb") as file:
        return {name: tuple(sorted(given)) for name, given in tomllib.load(file)["detectors"].items()}


@dataclass(frozen=True)
class Slither:
    """Slither in the environment whose `bin` folder is given."""

    bin: Path
    compilers: Compilers
    keep: Path | None = None
    """Where raw outputs are kept, one file a batch; None to keep nothing."""
    name: str = "slither"

    @cached_property
    def versions(self) -> Mapping[str, str]:
        """Slither's own version and that of every compiler it may be given. Raises `BadInput` when it won't start."""
        try:
            ran = run([str(self.bin / "slither"), "--version"], cwd=self.bin)
        except OSError as error:
            raise BadInput(f"no Slither in {self.bin}: {error.strerror} (see peers/README.md)") from error
        return {"slither": ran.out.decode().strip(), "solc": ", ".join(self.compilers.versions())}

    @cached_property
    def _categories(self) -> dict[str, tuple[str, ...]]:
        return categories_of_detectors()

    def read(self, batch: Batch) -> Reading:
        """One Slither process over the batch, then one a file if that failed."""
        if batch.compiler is None:
            return Reading(lost=dict.fromkeys(batch.files, "no installed compiler fits the pragma"), compiler_seconds=0)
        with tempfile.TemporaryDirectory() as scratch:
            if not batch.together:
                return self._read_apart(batch, batch.compiler, Path(scratch))
            aggregate = batch.folder / AGGREGATE
            aggregate.write_text(_importing(batch.files))
            try:
                return self._run(batch, batch.compiler, AGGREGATE, batch.files, Path(scratch))
            finally:
                aggregate.unlink()

    def _read_apart(self, batch: Batch, version: str, scratch: Path) -> Reading:
        whole = self._run(batch, version, ".", batch.files, scratch)
        if not whole.lost:
            return whole
        alone = {file: self._run(batch, version, file, (file,), scratch) for file in batch.files}
        failing = tuple(file for file in batch.files if alone[file].lost)
        if not 0 < len(failing) < len(batch.files):
            return joined(alone.values())
        with _set_aside(batch.folder, failing, scratch):
            rest = self._run(batch, version, ".", tuple(file for file in batch.files if file not in failing), scratch)
        return joined(alone.values() if rest.lost else [rest, *(alone[file] for file in failing)])

    def _run(self, batch: Batch, version: str, target: str, files: tuple[str, ...], scratch: Path) -> Reading:
        times = scratch / "times"
        answered = scratch / "answer.json"
        for left_over in (times, answered):
            left_over.unlink(missing_ok=True)
        solc = self.compilers.wrapper(scratch)
        command = [str(self.bin / "slither"), target, "--solc", str(solc), "--solc-disable-warnings"]
        command += ["--json", str(answered)]
        ran = run(command, cwd=batch.folder, env=self.compilers.environment(version, times))
        answer = _answer(answered, ran)
        if self.keep is not None:
            whole = target in (".", AGGREGATE)
            self._store(batch.name if whole else f"{batch.name}/{target}", version, ran, answer)
        compiling = seconds_in(times)
        if not answer.get("success"):
            why = _why(ran, answer)
            return Reading(lost=dict.fromkeys(files, why), cpu_seconds=ran.cpu_seconds, compiler_seconds=compiling)
        found = (self._flag(one) for one in answer["results"].get("detectors", []))
        # Imported files that nobody asked about are the business of another batch.
        flags = tuple(flag for flag in found if flag.path in batch.files)
        return Reading(flags=flags, cpu_seconds=ran.cpu_seconds, compiler_seconds=compiling)

    def _flag(self, detector: Mapping[str, Any]) -> Flag:
        path, lines = pointed_at(detector["elements"])
        return Flag(
            rule=detector["check"],
            severity=_SEVERITY[detector["impact"]],
            categories=self._categories.get(detector["check"], ()),
            path=path,
            lines=lines,
            message=" ".join(str(detector["description"]).split()),
        )

    def _store(self, name: str, version: str, ran: Ran, answer: Mapping[str, Any]) -> None:
        assert self.keep is not None
        kept = {"batch": name, "compiler": version, "cpu_seconds": round(ran.cpu_seconds, 3), "output": answer}
        self.keep.mkdir(parents=True, exist_ok=True)
        (self.keep / f"slither-{name.replace('/', '-')}.json").write_text(json.dumps(kept))


def pointed_at(elements: Iterable[Mapping[str, Any]]) -> tuple[str, tuple[int, ...]]:
    """Path and lines of a Slither finding: those of its statements, or else the first line of each thing it names.

    Lines in another file than the first element's are left out.
    """
    named = [element for element in elements if element.get("source_mapping", {}).get("lines")]
    if not named:
        return "", ()
    statements = [element for element in named if element["type"] == "node"]
    path = str((statements or named)[0]["source_mapping"]["filename_relative"])
    lines: set[int] = set()
    for element in statements or named:
        mapping = element["source_mapping"]
        if mapping["filename_relative"] == path:
            lines.update(places(min(mapping["lines"]), max(mapping["lines"])) if statements else mapping["lines"][:1])
    return path, tuple(sorted(lines))


@contextmanager
def _set_aside(folder: Path, files: Iterable[str], scratch: Path) -> Iterator[None]:
    aside = scratch / "aside"
    aside.mkdir()
    moved = [(folder / file, aside / str(number)) for number, file in enumerate(files)]
    for path, elsewhere in moved:
        path.rename(elsewhere)
    try:
        yield
    finally:
        for path, elsewhere in moved:
            elsewhere.rename(path)


def _importing(files: Iterable[str]) -> str:
    # A name for each module, so that two files may declare the same identifier.
    imports = (f'import * as M{number} from "./{file}";' for number, file in enumerate(files))
    return "pragma solidity >=0.4.0;\n" + "\n".join(imports) + "\n"


def _answer(path: Path, ran: Ran) -> dict[str, Any]:
    """What Slither wrote; it writes nothing at all when it could not compile."""
    if not path.exists():
        return {"success": False, "error": ran.err.decode(errors="replace")}
    answer: dict[str, Any] = json.loads(path.read_bytes())
    return answer


def _why(ran: Ran, answer: Mapping[str, Any]) -> str:
    text = str(answer.get("error") or ran.err.decode(errors="replace"))
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    telling = [line for line in lines if "Error" in line]
    return (telling or lines or [f"exit code {ran.code}"])[-1][:160]

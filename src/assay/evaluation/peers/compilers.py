"""npm's Solidity compilers behind a stand-in for `solc`: see solc.js and README.md beside this file."""

import json
import shlex
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from assay.core.errors import BadInput
from assay.evaluation.clock import run

SCRIPT = Path(__file__).with_name("solc.js")


@dataclass(frozen=True, slots=True)
class Compilers:
    """A node_modules folder with `solc-0.4.26`-like packages in it."""

    modules: Path
    node: str = "node"

    @classmethod
    def found(cls, modules: Path) -> "Compilers":
        """Raises `BadInput` when the folder holds no compilers, or one that isn't what its name says."""
        if not modules.is_dir():
            raise BadInput(f"no compilers at {modules} (set them up as peers/README.md says)")
        compilers = cls(modules.resolve())
        compilers.versions()
        return compilers

    def versions(self) -> tuple[str, ...]:
        """All that are installed, each asked for its own version."""
        return tuple(sorted(self._ask("--check").decode().split(), key=_order))

    def pick(self, files: Sequence[Path]) -> dict[Path, str | None]:
        """For each file the newest patch of the lowest minor that its pragmas, and those of its imports, accept.

        `files` are absolute paths.
        """
        answer = self._ask("--pick", stdin=json.dumps([str(file) for file in files]).encode())
        return {Path(file): version for file, version in json.loads(answer).items()}

    def pick_common(self, folder: Path, files: Sequence[str]) -> str | None:
        """The one version, chosen alike, that fits all of them; None when there is none."""
        answer = self._ask("--pick-common", cwd=folder, stdin=json.dumps(list(files)).encode())
        common: str | None = json.loads(answer)
        return common

    def wrapper(self, into: Path) -> Path:
        """An executable that passes for `solc`; which version it is, the environment says."""
        path = into / "solc"
        path.write_text(f'#!/bin/sh\nexec {shlex.join([self.node, "--no-warnings", str(SCRIPT)])} "$@"\n')
        path.chmod(0o700)
        return path

    def environment(self, version: str, times: Path) -> dict[str, str]:
        """What the stand-in reads: the version to be, where the compilers are, where to write its CPU seconds."""
        return {
            "ASSAY_SOLC": version,
            "ASSAY_SOLC_MODULES": str(self.modules),
            "ASSAY_SOLC_TIMES": str(times),
        }

    def _ask(self, question: str, *, cwd: Path | None = None, stdin: bytes = b"") -> bytes:
        command = [self.node, "--no-warnings", str(SCRIPT), question]
        try:
            ran = run(command, cwd=cwd or self.modules, env={"ASSAY_SOLC_MODULES": str(self.modules)}, stdin=stdin)
        except OSError as error:
            raise BadInput(f"could not start {self.node}: {error.strerror}") from error
        if ran.code:
            raise BadInput(f"the compilers did not answer: {ran.err.decode(errors='replace').strip()[:200]}")
        return ran.out


def _order(version: str) -> tuple[int, ...]:
    return tuple(int(number) for number in version.split("."))


def seconds_in(times: Path) -> float:
    """The CPU seconds that the stand-in wrote down."""
    if not times.exists():
        return 0.0
    return sum(float(json.loads(line)["cpu_seconds"]) for line in times.read_text().splitlines())
